const { Pool } = require("pg");
const pool = new Pool();

async function search(term) {
  const { rows } = await pool.query("SELECT * FROM products WHERE title ILIKE $1 LIMIT 20", [`%${term}%`]);
  return rows;
}

module.exports = { search };
