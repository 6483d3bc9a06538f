const express = require('express');

const app = express();

app.get('/pad', (req, res) => {
  const width = Number(req.query.width);
  res.type('text').send('x'.repeat(width));
});
