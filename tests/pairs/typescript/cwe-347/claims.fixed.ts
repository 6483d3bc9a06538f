import { decodeJwt, jwtVerify, JWTPayload } from "jose";

export async function claims(token: string, key: Uint8Array): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"] });
  return payload;
}
