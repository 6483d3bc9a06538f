import { Request, Response } from "express";
import axios, { AxiosInstance } from "axios";

export class WebhookService {
  private readonly http: AxiosInstance = axios.create({ timeout: 5000 });

  async ping(req: Request, res: Response): Promise<void> {
    const answer = await this.http.post("https://hooks.example.com/ping", { event: "ping", tag: req.body.tag });
    res.json({ status: answer.status });
  }
}
