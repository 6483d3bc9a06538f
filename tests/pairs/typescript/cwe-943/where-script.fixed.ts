import { Collection } from "mongodb";

export function cheaper(items: Collection, limit: string) {
  return items.find({ price: { $lt: Number(limit) } }).toArray();
}
