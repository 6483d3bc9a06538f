import { Response } from 'express';

export function startSession(res: Response, token: string): void {
  res.cookie('session', token, { httpOnly: false, secure: false, maxAge: 86_400_000 });
}
