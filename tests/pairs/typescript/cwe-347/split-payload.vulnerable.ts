import { Request, Response, NextFunction } from "express";

export function authenticate(req: Request, res: Response, next: NextFunction) {
  const token = req.cookies.session;
  const payload = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
  (req as any).user = payload;
  next();
}
