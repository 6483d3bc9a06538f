const fastify = require("fastify")();
const { readFile } = require("node:fs/promises");
const { join } = require("node:path");

fastify.get("/logs/:day", async (request, reply) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(request.params.day)) {
    return reply.code(400).send();
  }
  const log = await readFile(join("/var/log/shop", `${request.params.day}.log`), "utf8");
  return reply.type("text/plain").send(log);
});
