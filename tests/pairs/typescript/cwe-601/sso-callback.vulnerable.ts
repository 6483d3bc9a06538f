import { Request, Response } from "express";

const TARGETS: readonly string[] = ["/home", "/orders"];

export const callback = (req: Request, res: Response): void => {
  const target = req.query.state as string;
  res.redirect(target);
};
