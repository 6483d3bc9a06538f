const jwt = require("jsonwebtoken");

function roleOf(req) {
  const token = req.cookies.session;
  const payload = jwt.verify(token, process.env.JWT_SECRET, { algorithms: ["HS256"] });
  return payload.role;
}

module.exports = roleOf;
