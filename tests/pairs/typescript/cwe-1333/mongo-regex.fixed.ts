import escapeStringRegexp from "escape-string-regexp";
import { Request, Response } from "express";
import { Product } from "./models";

export async function search(req: Request, res: Response): Promise<void> {
  const name = escapeStringRegexp(String(req.query.name));
  const found = await Product.find({ name: { $regex: new RegExp(name, "i") } });
  res.json(found);
}
