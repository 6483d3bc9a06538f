import { createHmac } from 'crypto';

export function signLink(path: string, expires: number): string {
  const mac = createHmac('sha256', process.env.LINK_KEY!).update(`${path}:${expires}`).digest('base64url');
  return `${path}?expires=${expires}&mac=${mac}`;
}
