'use server';

import { execFileSync } from 'node:child_process';

export async function whois(formData: FormData) {
  const domain = String(formData.get('domain'));
  if (!/^[a-z0-9][a-z0-9.-]+$/i.test(domain)) throw new Error('domain');
  return execFileSync('whois', ['--', domain]).toString();
}
