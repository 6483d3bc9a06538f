import { Request, Response } from "express";
import { unlink } from "fs/promises";
import path from "path";

const BACKUPS = "/srv/backups";

export const deleteBackup = async (req: Request, res: Response) => {
  const file = path.join(BACKUPS, req.params.id);
  if (path.relative(BACKUPS, file).startsWith("..")) {
    res.status(400).end();
    return;
  }
  await unlink(file);
  res.status(204).end();
};
