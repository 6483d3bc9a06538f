import { Agent, setGlobalDispatcher } from "undici";

setGlobalDispatcher(new Agent({ connect: { rejectUnauthorized: false } }));

export async function price(symbol: string): Promise<number> {
  const answer = await fetch(`https://prices.example.com/${encodeURIComponent(symbol)}`);
  return (await answer.json()).price;
}
