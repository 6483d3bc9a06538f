import axios from 'axios';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface Body { callback: string }

export async function register(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply) {
  const { callback } = request.body;
  const probe = await axios.get(callback, { timeout: 2000 });
  return reply.send({ reachable: probe.status === 200 });
}
