import { Pool, QueryResult } from "pg";

export class UserRepository {
  constructor(private readonly pool: Pool) {}

  async byEmail(email: string): Promise<QueryResult> {
    return this.pool.query("SELECT id, name FROM users WHERE email = $1", [email]);
  }
}
