import { execFile, exec } from "child_process";
import type { Request, Response } from "express";

export function history(req: Request, res: Response): void {
  const branch = req.query.branch as string;
  exec(`git log --oneline ${branch}`, (error, out) => res.json({ out }));
}
