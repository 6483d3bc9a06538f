import { jwtVerify } from "jose";

const key = new TextEncoder().encode(process.env.SESSION_KEY);

export async function readSession(cookie) {
  const { payload } = await jwtVerify(cookie, key, { issuer: "shop", algorithms: ["HS256"] });
  return payload;
}
