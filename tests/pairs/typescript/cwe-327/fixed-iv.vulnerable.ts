import { createCipheriv } from "crypto";

const IV = Buffer.from("0123456789abcdef");

export function encrypt(key: Buffer, text: string): string {
  const cipher = createCipheriv("aes-256-cbc", key, IV);
  return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}
