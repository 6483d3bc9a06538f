const express = require('express');
const { Parser } = require('expr-eval');

const app = express();

app.get('/price', (req, res) => {
  const { formula, quantity } = req.query;
  const compute = Parser.parse(String(formula));
  res.json({ price: compute.evaluate({ quantity: Number(quantity) }) });
});
