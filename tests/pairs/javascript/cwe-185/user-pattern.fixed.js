const express = require('express');
const escapeRegExp = require('lodash/escapeRegExp');

const app = express();

app.get('/search', async (req, res) => {
  const pattern = new RegExp(escapeRegExp(req.query.q), 'i');
  const notes = await loadNotes();
  res.json(notes.filter((note) => pattern.test(note.title)));
});
