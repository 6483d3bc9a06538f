import { Request, Response, NextFunction } from "express";
import jwt from "jsonwebtoken";

export function authenticate(req: Request, res: Response, next: NextFunction) {
  const token = req.cookies.session;
  const payload = jwt.verify(token, process.env.SESSION_KEY!, { algorithms: ["HS256"] });
  (req as any).user = payload;
  next();
}
