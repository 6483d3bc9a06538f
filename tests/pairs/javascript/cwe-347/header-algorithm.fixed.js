const jwt = require("jsonwebtoken");

function verify(req, key) {
  const token = req.headers["x-token"];
  return jwt.verify(token, key, { algorithms: ["ES256"] });
}

module.exports = verify;
