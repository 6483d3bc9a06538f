const Fastify = require('fastify');

const app = Fastify();

const filters = {
  even: (value) => value % 2 === 0,
  positive: (value) => value > 0,
};

app.post('/filter', async (request) => {
  const { values, filter } = request.body;
  if (!Object.hasOwn(filters, filter)) {
    return [];
  }
  return values.filter(filters[filter]);
});
