import { Request, Response } from 'express';
import bcrypt from 'bcrypt';
import { UserModel } from './models';

export async function login(req: Request, res: Response) {
  const user = await UserModel.findOne({ email: String(req.body.email) });
  if (!user || !(await bcrypt.compare(String(req.body.password), user.passwordHash))) return res.status(401).end();
  req.session.userId = user.id;
  return res.json({ ok: true });
}
