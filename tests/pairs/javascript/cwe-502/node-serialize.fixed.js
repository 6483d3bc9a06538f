const express = require('express');
const cookieParser = require('cookie-parser');

const app = express();
app.use(cookieParser());

app.get('/cart', (req, res) => {
  const raw = Buffer.from(req.cookies.cart || '', 'base64').toString();
  const cart = JSON.parse(raw);
  res.json({ items: cart.items.length });
});
