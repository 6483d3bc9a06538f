export function restore(req: Request, res: Response) {
  const state = JSON.parse(Buffer.from(req.cookies.state, 'base64').toString());
  res.json({ theme: state.theme });
}
