const { Pool } = require('pg');

const pool = new Pool({
  host: 'db.internal',
  user: 'app',
  database: 'shop',
  password: process.env.PGPASSWORD,
});

module.exports = pool;
