const jwt = require("jsonwebtoken");

function verify(req, key) {
  const token = req.headers["x-token"];
  const { header } = jwt.decode(token, { complete: true });
  return jwt.verify(token, key, { algorithms: [header.alg] });
}

module.exports = verify;
