const express = require('express');

const app = express();

app.post('/login', (req, res) => {
  const token = issueToken(req.body);
  res.cookie('session', token, { httpOnly: true, secure: true, sameSite: 'strict' });
  res.json({ ok: true });
});
