const fs = require('fs');
const { DOMParser } = require('@xmldom/xmldom');
const xpath = require('xpath');

const users = new DOMParser().parseFromString(fs.readFileSync('users.xml', 'utf8'), 'text/xml');

module.exports = function login(req, res) {
  const { name } = req.body;
  const found = xpath.select(`//user[name='${name}']`, users);
  res.json({ known: found.length > 0 });
};
