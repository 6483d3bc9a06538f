const jwt = require("jsonwebtoken");

function roleOf(req) {
  const token = req.cookies.session;
  const payload = JSON.parse(Buffer.from(token.split(".")[1], "base64").toString());
  return payload.role;
}

module.exports = roleOf;
