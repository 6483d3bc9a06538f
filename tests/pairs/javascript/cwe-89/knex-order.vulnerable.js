const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

const SORTABLE = ['name', 'price', 'created_at'];

async function listProducts(req, res) {
  const sort = req.query.sort || 'name';
  const rows = await knex('products').select('*').orderByRaw(`${sort} ASC`);
  res.json(rows);
}

module.exports = listProducts;
