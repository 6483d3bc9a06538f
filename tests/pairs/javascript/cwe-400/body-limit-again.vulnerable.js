const express = require('express');

const app = express();
app.use(express.json({ limit: '1gb' }));

app.post('/import', (req, res) => {
  res.json({ rows: req.body.rows.length });
});
