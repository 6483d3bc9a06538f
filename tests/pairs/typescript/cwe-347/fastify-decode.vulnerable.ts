import Fastify from "fastify";
import { decode } from "jsonwebtoken";

const app = Fastify();

app.addHook("preHandler", async (request) => {
  const token = request.headers.authorization?.slice(7);
  request.user = decode(token!);
});
