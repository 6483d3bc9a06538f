import type { NextApiRequest, NextApiResponse } from "next";

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  try {
    res.status(200).json(await report(req.query.month as string));
  } catch (e: any) {
    console.error(e);
    res.status(500).json({ error: "the report failed" });
  }
}
