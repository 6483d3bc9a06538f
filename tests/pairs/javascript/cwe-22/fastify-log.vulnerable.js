const fastify = require("fastify")();
const { readFile } = require("node:fs/promises");
const { join } = require("node:path");

fastify.get("/logs/:day", async (request, reply) => {
  const log = await readFile(join("/var/log/shop", `${request.params.day}.log`), "utf8");
  return reply.type("text/plain").send(log);
});
