import { execFile, exec } from "child_process";
import type { Request, Response } from "express";

export function history(req: Request, res: Response): void {
  const branch = req.query.branch as string;
  execFile("git", ["log", "--oneline", "--end-of-options", branch], (error, out) => res.json({ out }));
}
