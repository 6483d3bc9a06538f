export function isIgnored(file: string): boolean {
  return /^(.*\/)*node_modules(\/.*)*$/.test(file);
}
