import * as fs from "fs";

export function storeKey(path: string, key: string): void {
  fs.writeFileSync(path, key);
  fs.chmodSync(path, 0o644 | 0o022);
}
