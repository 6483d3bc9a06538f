import { sql } from 'drizzle-orm';
import { db } from './db';

export async function search(req: Request, res: Response) {
  const term = req.query.term as string;
  const rows = await db.execute(sql.raw(`select * from books where title ilike '%${term}%'`));
  res.json(rows);
}
