const jwt = require("jsonwebtoken");

function read(token, key) {
  // ruleid: javascript-jwt-unverified
  const first = jwt.verify(token, key, { algorithms: ["HS256", "none"] });
  // ruleid: javascript-jwt-unverified
  return [first, jwt.sign({ a: 1 }, key, { algorithm: "none" })];
}

function safe(token, key) {
  // ok: javascript-jwt-unverified
  const first = jwt.verify(token, key, { algorithms: ["RS256"] });
  // ok: javascript-jwt-unverified
  return [first, jwt.sign({ a: 1 }, key, { algorithm: "RS256" })];
}
