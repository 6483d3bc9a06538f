const jwt = require("jsonwebtoken");

function currentUser(req, res, next) {
  const header = req.headers.authorization || "";
  const token = header.replace("Bearer ", "");
  const claims = jwt.decode(token);
  if (!claims) return res.sendStatus(401);
  req.userId = claims.sub;
  next();
}

module.exports = currentUser;
