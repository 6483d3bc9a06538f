import { decodeJwt, jwtVerify, JWTPayload } from "jose";

export async function claims(token: string, key: Uint8Array): Promise<JWTPayload> {
  return decodeJwt(token);
}
