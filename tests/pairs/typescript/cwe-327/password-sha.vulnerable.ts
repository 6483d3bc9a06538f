import { createHash } from "crypto";

export class Accounts {
  private readonly hashes = new Map<string, string>();

  register(name: string, password: string): void {
    this.hashes.set(name, createHash("sha1").update(password).digest("hex"));
  }
}
