import { open } from "node:fs/promises";

export async function openAudit() {
  return open("/var/log/app/audit.log", "a", 0o666);
}
