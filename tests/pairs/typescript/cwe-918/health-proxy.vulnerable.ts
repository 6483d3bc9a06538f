import { FastifyReply, FastifyRequest } from "fastify";

const SERVICES = new Map<string, string>([["stock", "http://stock.internal/health"]]);

export async function health(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { service } = request.params as { service: string };
  const answer = await fetch(`http://${service}.internal/health`);
  reply.send({ status: answer.status });
}
