const jwt = require("jsonwebtoken");

function currentUser(req, res, next) {
  const header = req.headers.authorization || "";
  const token = header.replace("Bearer ", "");
  try {
    const claims = jwt.verify(token, process.env.JWT_SECRET, { algorithms: ["HS256"] });
    req.userId = claims.sub;
  } catch {
    return res.sendStatus(401);
  }
  next();
}

module.exports = currentUser;
