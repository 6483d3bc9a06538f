import { exec } from 'child_process';
import { Request, Response } from 'express';

export const convert = (req: Request, res: Response): void => {
  const { width, file } = req.body as { width: string; file: string };
  exec(`convert uploads/${file} -resize ${width} out.png`, (err) => {
    res.sendStatus(err ? 500 : 200);
  });
};
