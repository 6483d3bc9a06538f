const express = require('express');
const axios = require('axios');

const app = express();
const HOSTS = new Set(['example.org', 'www.example.org']);

app.get('/preview', async (req, res) => {
  const { url } = req.query;
  if (!HOSTS.has(new URL(url).hostname)) {
    return res.sendStatus(400);
  }
  const { data } = await axios.get(url, { timeout: 3000 });
  const title = /<title>([^<]*)<\/title>/.exec(data);
  res.json({ title: title && title[1] });
});
