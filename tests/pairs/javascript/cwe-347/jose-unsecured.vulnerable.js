import { UnsecuredJWT } from "jose";

export function readSession(cookie) {
  const { payload } = UnsecuredJWT.decode(cookie, { issuer: "shop" });
  return payload;
}
