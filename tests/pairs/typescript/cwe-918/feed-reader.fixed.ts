import axios, { AxiosResponse } from "axios";
import { Request, Response } from "express";

export async function feed(req: Request, res: Response): Promise<void> {
  const answer: AxiosResponse = await axios.get(`https://feeds.example.com/${encodeURIComponent(req.body.feed)}`);
  res.json({ bytes: answer.data.length });
}
