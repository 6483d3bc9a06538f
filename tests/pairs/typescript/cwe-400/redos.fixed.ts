export function isValidTag(req: Request, res: Response) {
  const ok = /^[a-z]{1,40}$/.test(req.body.tag);
  res.json({ ok });
}
