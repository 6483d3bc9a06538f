import { Pool } from 'pg';

const pool = new Pool();

export const findByEmail = async (email: string) => {
  const { rows } = await pool.query('SELECT * FROM accounts WHERE email = $1', [email]);
  return rows[0];
};
