import { createReadStream } from 'node:fs';
import { resolve, sep } from 'node:path';

fastify.get('/files/*', async (request, reply) => {
  const name = (request.params as Record<string, string>)['*'];
  const full = resolve(ROOT, name);
  if (!full.startsWith(ROOT + sep)) {
    return reply.code(404).send();
  }
  return reply.send(createReadStream(full));
});
