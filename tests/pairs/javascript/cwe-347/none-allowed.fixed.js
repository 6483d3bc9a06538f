const jwt = require("jsonwebtoken");

function readSession(token, key) {
  return jwt.verify(token, key, {
    issuer: "shop",
    algorithms: ["HS256"],
  });
}

module.exports = { readSession };
