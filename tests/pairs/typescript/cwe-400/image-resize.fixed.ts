import sharp from "sharp";
import { Request, Response } from "express";

export async function resize(req: Request, res: Response): Promise<void> {
  const width = Math.min(Number(req.query.width), 1600);
  const height = Math.min(Number(req.query.height), 1600);
  res.type("png").send(await sharp("photo.jpg").resize(width, height).png().toBuffer());
}
