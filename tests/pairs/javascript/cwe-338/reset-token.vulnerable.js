const crypto = require('crypto');

async function requestReset(users, mailer, email) {
  const token = Math.random().toString(36).slice(2) + Date.now().toString(36);
  await users.updateOne({ email }, { $set: { resetToken: token, resetExpires: Date.now() + 3600e3 } });
  await mailer.send(email, `https://app.example.org/reset/${token}`);
}

module.exports = { requestReset };
