const express = require('express');

const app = express();

app.get('/pad', (req, res) => {
  const width = Math.min(Number(req.query.width) || 0, 1000);
  res.type('text').send('x'.repeat(width));
});
