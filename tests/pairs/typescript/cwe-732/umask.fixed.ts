import { mkdirSync } from "fs";

process.umask(0o077);

export function prepareSpool(): void {
  mkdirSync("/var/spool/orders", { recursive: true });
}
