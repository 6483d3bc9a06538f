import { Request, Response } from "express";

const COUNT_MAX = 1000;

export function series(req: Request, res: Response): void {
  const values: number[] = [];
  const count = Math.min(Number(req.query.count), COUNT_MAX);
  for (let i = 0; i < count; i++) {
    values.push(i * i);
  }
  res.json(values);
}
