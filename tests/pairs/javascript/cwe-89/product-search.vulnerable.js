const { Pool } = require("pg");
const pool = new Pool();

async function search(term) {
  const { rows } = await pool.query(`SELECT * FROM products WHERE title ILIKE '%${term}%' LIMIT 20`);
  return rows;
}

module.exports = { search };
