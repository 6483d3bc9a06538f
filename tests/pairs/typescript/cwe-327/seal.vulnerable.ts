import * as crypto from "crypto";

enum Algorithm {
  Default = "des-cbc",
}

export function seal(text: string, key: Buffer): Buffer {
  const nonce = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv(Algorithm.Default, key, nonce);
  return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final()]);
}
