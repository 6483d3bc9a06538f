import { Request, Response } from 'express';
import { UserModel } from './models';

export async function login(req: Request, res: Response) {
  const user = await UserModel.findOne({ email: req.body.email, password: req.body.password });
  if (!user) return res.status(401).end();
  req.session.userId = user.id;
  return res.json({ ok: true });
}
