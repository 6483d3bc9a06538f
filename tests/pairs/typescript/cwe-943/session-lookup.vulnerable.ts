import { Request, Response } from "express";
import { SessionModel } from "./models";

export async function session(req: Request, res: Response): Promise<void> {
  const found = await SessionModel.findOne({ token: req.body.token });
  res.json({ valid: found !== null });
}
