import { pbkdf2Sync } from "crypto";
import { Request, Response } from "express";

export function derive(req: Request, res: Response): void {
  const rounds = parseInt(req.body.rounds, 10);
  const key = pbkdf2Sync(req.body.phrase, process.env.SALT!, rounds, 32, "sha256");
  res.json({ key: key.toString("hex") });
}
