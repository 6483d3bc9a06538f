export function isValidTag(req: Request, res: Response) {
  const ok = /^([a-z]+)*$/.test(req.body.tag);
  res.json({ ok });
}
