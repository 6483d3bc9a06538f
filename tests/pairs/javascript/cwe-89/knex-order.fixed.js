const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

const SORTABLE = ['name', 'price', 'created_at'];

async function listProducts(req, res) {
  const sort = req.query.sort || 'name';
  if (!SORTABLE.includes(sort)) {
    return res.status(400).json({ message: 'unknown column' });
  }
  const rows = await knex('products').select('*').orderByRaw('?? ASC', [sort]);
  res.json(rows);
}

module.exports = listProducts;
