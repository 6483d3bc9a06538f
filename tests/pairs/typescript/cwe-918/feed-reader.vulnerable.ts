import axios, { AxiosResponse } from "axios";
import { Request, Response } from "express";

export async function feed(req: Request, res: Response): Promise<void> {
  const answer: AxiosResponse = await axios.get(req.body.feed as string);
  res.json({ bytes: answer.data.length });
}
