import { Request, Response } from "express";

export function series(req: Request, res: Response): void {
  const values: number[] = [];
  for (let i = 0; i < Number(req.query.count); i++) {
    values.push(i * i);
  }
  res.json(values);
}
