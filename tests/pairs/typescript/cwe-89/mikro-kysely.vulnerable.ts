import { Kysely, sql } from 'kysely';

export async function byOwner(db: Kysely<Database>, owner: string) {
  return sql.raw(`select * from files where owner = '${owner}'`).execute(db);
}
