import { openSync, fchmodSync, writeSync } from "fs";

export function writeToken(token: string): void {
  const file = openSync("/tmp/agent-token", "w");
  fchmodSync(file, 0o666);
  writeSync(file, token);
}
