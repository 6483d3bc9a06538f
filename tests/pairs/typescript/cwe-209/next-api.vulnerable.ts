import type { NextApiRequest, NextApiResponse } from "next";

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  try {
    res.status(200).json(await report(req.query.month as string));
  } catch (e: any) {
    res.status(500).json({ error: e.toString(), details: e.stack });
  }
}
