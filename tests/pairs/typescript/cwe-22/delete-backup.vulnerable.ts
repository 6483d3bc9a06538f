import { Request, Response } from "express";
import { unlink } from "fs/promises";
import path from "path";

const BACKUPS = "/srv/backups";

export const deleteBackup = async (req: Request, res: Response) => {
  await unlink(path.join(BACKUPS, req.params.id));
  res.status(204).end();
};
