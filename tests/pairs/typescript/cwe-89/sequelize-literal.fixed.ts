import { Sequelize, QueryTypes } from 'sequelize';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export default async function (app: FastifyInstance, { sequelize }: { sequelize: Sequelize }) {
  app.get('/users/:name', async (request: FastifyRequest<{ Params: { name: string } }>) => {
    const { name } = request.params;
    return sequelize.query('SELECT * FROM users WHERE name = :name', { replacements: { name }, type: QueryTypes.SELECT });
  });
}
