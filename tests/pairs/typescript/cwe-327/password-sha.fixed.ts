import { randomBytes, scryptSync } from "crypto";

export class Accounts {
  private readonly hashes = new Map<string, string>();

  register(name: string, password: string): void {
    const salt = randomBytes(16);
    this.hashes.set(name, salt.toString("hex") + scryptSync(password, salt, 64).toString("hex"));
  }
}
