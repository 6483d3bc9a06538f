import jwt from "jsonwebtoken";

export function readToken(token, key) {
  return jwt.verify(token, key, { algorithms: ["RS256"] });
}
