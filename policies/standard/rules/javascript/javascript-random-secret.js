const crypto = require("crypto");

function reset(user) {
  // ruleid: javascript-random-secret
  const token = Math.random().toString(36).slice(2);
  // ruleid: javascript-random-secret
  user.otp = Math.floor(Math.random() * 1000000);
  return token;
}

function safe() {
  // ok: javascript-random-secret
  const token = crypto.randomBytes(32).toString("hex");
  // ok: javascript-random-secret
  const dice = Math.floor(Math.random() * 6);
  return [token, dice];
}
