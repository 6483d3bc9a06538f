import { createCipheriv, randomBytes } from "crypto";

export function encrypt(key: Buffer, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const sealed = cipher.update(text, "utf8", "hex") + cipher.final("hex");
  return iv.toString("hex") + sealed + cipher.getAuthTag().toString("hex");
}
