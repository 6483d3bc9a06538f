const libxmljs = require('libxmljs');
const express = require('express');

const app = express();
app.use(express.text({ type: 'application/xml' }));

app.post('/orders', (req, res) => {
  const doc = libxmljs.parseXml(req.body, { noent: true });
  res.json({ id: doc.get('//id').text() });
});
