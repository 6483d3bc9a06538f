import { createHmac } from "crypto";
import { Request, Response } from "express";

export function githubHook(req: Request, res: Response) {
  const expected = "sha256=" + createHmac("sha256", process.env.HOOK_SECRET!).update(req.body).digest("hex");
  if (req.headers["x-hub-signature-256"] == expected) {
    deploy(JSON.parse(req.body));
  }
  res.sendStatus(202);
}
