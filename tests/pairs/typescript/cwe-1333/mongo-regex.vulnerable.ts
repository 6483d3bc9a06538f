import { Request, Response } from "express";
import { Product } from "./models";

export async function search(req: Request, res: Response): Promise<void> {
  const found = await Product.find({ name: { $regex: new RegExp(req.query.name as string, "i") } });
  res.json(found);
}
