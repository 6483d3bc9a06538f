const { Pool } = require('pg');

const pool = new Pool({
  host: 'db.internal',
  user: 'app',
  database: 'shop',
  password: 'Wint3rIsC0ming!',
});

module.exports = pool;
