import { Agent, setGlobalDispatcher } from "undici";

setGlobalDispatcher(new Agent({ connect: { timeout: 5_000 } }));

export async function price(symbol: string): Promise<number> {
  const answer = await fetch(`https://prices.example.com/${encodeURIComponent(symbol)}`);
  return (await answer.json()).price;
}
