const crypto = require('crypto');
const bcrypt = require('bcrypt');

async function signUp(db, email, password) {
  const hash = crypto.createHash('sha256').update(password).digest('hex');
  await db.query('INSERT INTO users (email, hash) VALUES ($1, $2)', [email, hash]);
}
