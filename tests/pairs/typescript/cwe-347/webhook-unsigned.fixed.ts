import { createHmac, timingSafeEqual } from "crypto";
import { Request, Response } from "express";

export function githubHook(req: Request, res: Response) {
  const expected = "sha256=" + createHmac("sha256", process.env.HOOK_SECRET!).update(req.body).digest("hex");
  const given = String(req.headers["x-hub-signature-256"]);
  if (given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
    deploy(JSON.parse(req.body));
  }
  res.sendStatus(202);
}
