import { Request, Response } from "express";

export function filterNames(names: string[]) {
  return (req: Request, res: Response): void => {
    const term = req.query.term as string;
    res.json(names.filter((name: string) => name.toLowerCase().includes(term.toLowerCase())));
  };
}
