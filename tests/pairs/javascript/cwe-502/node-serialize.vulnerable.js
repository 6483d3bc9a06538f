const express = require('express');
const cookieParser = require('cookie-parser');
const serialize = require('node-serialize');

const app = express();
app.use(cookieParser());

app.get('/cart', (req, res) => {
  const raw = Buffer.from(req.cookies.cart || '', 'base64').toString();
  const cart = serialize.unserialize(raw);
  res.json({ items: cart.items.length });
});
