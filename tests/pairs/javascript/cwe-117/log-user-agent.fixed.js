const fs = require('fs');
const express = require('express');

const app = express();
const log = fs.createWriteStream('access.log', { flags: 'a' });

app.use((req, res, next) => {
  const agent = req.get('User-Agent') || '-';
  log.write(`${new Date().toISOString()} ${req.ip} ${JSON.stringify(agent)}\n`);
  next();
});
