const express = require('express');
const { Pool } = require('pg');
const app = express();
const pool = new Pool();

app.get('/users/:id', async (req, res) => {
  try {
    const { rows } = await pool.query('SELECT * FROM users WHERE id = $1', [req.params.id]);
    res.json(rows[0]);
  } catch (e) {
    res.status(500).json({ error: e.toString(), detail: e.detail });
  }
});
