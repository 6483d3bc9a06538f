const { Sequelize, QueryTypes } = require('sequelize');
const Router = require('@koa/router');

const sequelize = new Sequelize(process.env.DATABASE_URL);
const router = new Router();

router.get('/customers', async (ctx) => {
  const { country } = ctx.query;
  ctx.body = await sequelize.query(
    'SELECT id, name FROM customers WHERE country = ?',
    { type: QueryTypes.SELECT, replacements: [country] },
  );
});

module.exports = router;
