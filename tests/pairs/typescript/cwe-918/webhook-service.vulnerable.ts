import { Request, Response } from "express";
import axios, { AxiosInstance } from "axios";

export class WebhookService {
  private readonly http: AxiosInstance = axios.create({ timeout: 5000 });

  async ping(req: Request, res: Response): Promise<void> {
    const answer = await this.http.post(req.body.callbackUrl, { event: "ping" });
    res.json({ status: answer.status });
  }
}
