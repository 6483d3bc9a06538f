import axios from 'axios';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface Body { callback: string }
const HOSTS = ['hooks.example.com'];

export async function register(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply) {
  const target = new URL(request.body.callback);
  if (target.protocol !== 'https:' || !HOSTS.includes(target.hostname)) {
    return reply.code(400).send();
  }
  const probe = await axios.get(target.href, { timeout: 2000 });
  return reply.send({ reachable: probe.status === 200 });
}
