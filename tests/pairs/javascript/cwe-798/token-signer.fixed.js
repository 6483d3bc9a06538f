const jwt = require("jsonwebtoken");

const SIGNING_KEY = process.env.SIGNING_KEY;

exports.issue = (user) => jwt.sign({ sub: user.id }, SIGNING_KEY, { expiresIn: "1h" });
