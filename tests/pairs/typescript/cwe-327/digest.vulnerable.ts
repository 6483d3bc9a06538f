import { createHash } from "node:crypto";

export function fingerprint(document: Buffer): string {
  return createHash("sha1").update(document).digest("hex");
}
