const Fastify = require('fastify');
const vm = require('vm');

const app = Fastify();

const filters = {
  even: (value) => value % 2 === 0,
  positive: (value) => value > 0,
};

app.post('/filter', async (request) => {
  const { values, filter } = request.body;
  return values.filter((value) => vm.runInNewContext(filter, { value }));
});
