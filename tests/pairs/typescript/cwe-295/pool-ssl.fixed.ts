import { readFileSync } from "fs";
import { Pool } from "pg";

export const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: { ca: readFileSync("/etc/ssl/database-ca.pem", "utf8") },
});
