const jwt = require("jwt-simple");

exports.claims = (token, secret) => {
  return jwt.decode(token, secret, false, "HS512");
};
