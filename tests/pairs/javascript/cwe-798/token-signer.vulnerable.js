const jwt = require("jsonwebtoken");

const SIGNING_KEY = "9f4b2c-do-not-share";

exports.issue = (user) => jwt.sign({ sub: user.id }, SIGNING_KEY, { expiresIn: "1h" });
