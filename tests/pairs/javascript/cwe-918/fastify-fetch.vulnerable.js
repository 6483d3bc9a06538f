const fastify = require("fastify")();
const { request } = require("undici");

fastify.post("/import", async (req, reply) => {
  const { statusCode, body } = await request(req.body.source);
  reply.send({ statusCode, items: await body.json() });
});
