const express = require('express');
const { Parser } = require('expr-eval');

const app = express();

app.get('/price', (req, res) => {
  const { formula, quantity } = req.query;
  const compute = new Function('quantity', 'return ' + formula);
  res.json({ price: compute(Number(quantity)) });
});
