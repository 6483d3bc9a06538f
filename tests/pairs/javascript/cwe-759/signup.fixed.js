const crypto = require('crypto');
const bcrypt = require('bcrypt');

async function signUp(db, email, password) {
  const hash = await bcrypt.hash(password, 12);
  await db.query('INSERT INTO users (email, hash) VALUES ($1, $2)', [email, hash]);
}
