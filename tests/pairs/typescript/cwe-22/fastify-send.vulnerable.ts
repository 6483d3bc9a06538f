import { createReadStream } from 'node:fs';
import { join } from 'node:path';

fastify.get('/files/*', async (request, reply) => {
  const name = (request.params as Record<string, string>)['*'];
  return reply.send(createReadStream(join(ROOT, name)));
});
