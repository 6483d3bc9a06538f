import { Router, Request, Response } from 'express';
import { Knex } from 'knex';

export function reports(db: Knex): Router {
  const router = Router();
  router.get('/reports', async (req: Request, res: Response) => {
    const rows = await db('reports').whereRaw(`owner = '${req.query.owner}'`).select('id', 'title');
    res.json(rows);
  });
  return router;
}
