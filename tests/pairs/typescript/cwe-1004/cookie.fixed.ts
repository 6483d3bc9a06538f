import { Response } from 'express';

export function startSession(res: Response, token: string): void {
  res.cookie('session', token, { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 86_400_000 });
}
