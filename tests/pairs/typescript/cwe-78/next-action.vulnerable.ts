'use server';

import { execSync } from 'node:child_process';

export async function whois(formData: FormData) {
  const domain = formData.get('domain');
  return execSync(`whois ${domain}`).toString();
}
