import { pbkdf2Sync } from "crypto";
import { Request, Response } from "express";

const ROUNDS = 600_000;

export function derive(req: Request, res: Response): void {
  const key = pbkdf2Sync(req.body.phrase, process.env.SALT!, ROUNDS, 32, "sha256");
  res.json({ key: key.toString("hex") });
}
