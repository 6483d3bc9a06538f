import Fastify from "fastify";
import { verify } from "jsonwebtoken";

const app = Fastify();

app.addHook("preHandler", async (request) => {
  const token = request.headers.authorization?.slice(7);
  request.user = verify(token!, process.env.JWT_SECRET!, { algorithms: ["HS512"] });
});
