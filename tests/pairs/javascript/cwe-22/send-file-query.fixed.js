const path = require('path');
const express = require('express');

const app = express();

app.get('/docs', (req, res) => {
  res.sendFile(path.basename(req.query.page), { root: path.join(__dirname, 'docs') });
});
