const jwt = require("jsonwebtoken");

function issue(user, token) {
  // ruleid: javascript-jwt-fixed-key
  const first = jwt.sign({ sub: user }, "shhhhh");
  // ruleid: javascript-jwt-fixed-key
  return [first, jwt.verify(token, "shhhhh")];
}

function safe(user, token, key) {
  // ok: javascript-jwt-fixed-key
  const first = jwt.sign({ sub: user }, process.env.JWT_KEY);
  // ok: javascript-jwt-fixed-key
  return [first, jwt.verify(token, key)];
}
