import { Kysely, sql } from 'kysely';

export async function byOwner(db: Kysely<Database>, owner: string) {
  return sql`select * from files where owner = ${owner}`.execute(db);
}
