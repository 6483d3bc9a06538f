import { Collection } from "mongodb";

export function cheaper(items: Collection, limit: string) {
  return items.find({ $where: `this.price < ${limit}` }).toArray();
}
