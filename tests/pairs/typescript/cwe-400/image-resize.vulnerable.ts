import sharp from "sharp";
import { Request, Response } from "express";

export async function resize(req: Request, res: Response): Promise<void> {
  const width = Number(req.query.width);
  const height = Number(req.query.height);
  res.type("png").send(await sharp("photo.jpg").resize(width, height).png().toBuffer());
}
