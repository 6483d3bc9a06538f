import { execFile } from 'child_process';
import { Request, Response } from 'express';
import path from 'path';

export const convert = (req: Request, res: Response): void => {
  const width = Number.parseInt(req.body.width, 10);
  const file = path.join('uploads', path.basename(req.body.file));
  execFile('convert', [file, '-resize', String(width), 'out.png'], (err) => {
    res.sendStatus(err ? 500 : 200);
  });
};
