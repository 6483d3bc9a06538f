const jwt = require("jsonwebtoken");

module.exports = function currentUser(req, res, next) {
  const token = req.headers.authorization.split(" ")[1];
  req.user = jwt.verify(token, process.env.JWT_PUBLIC_KEY, { algorithms: ["RS256"] });
  next();
};
