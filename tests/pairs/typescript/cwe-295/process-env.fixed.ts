import fetch from "node-fetch";
import { Agent } from "https";
import { readFileSync } from "fs";

const agent = new Agent({ ca: readFileSync("internal-ca.pem") });

export async function syncInventory(): Promise<unknown> {
  const answer = await fetch("https://inventory.internal/items", { agent });
  return answer.json();
}
