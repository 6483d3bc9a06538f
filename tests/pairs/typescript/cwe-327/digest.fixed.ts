import { createHash } from "node:crypto";

export function fingerprint(document: Buffer): string {
  return createHash("sha256").update(document).digest("hex");
}
