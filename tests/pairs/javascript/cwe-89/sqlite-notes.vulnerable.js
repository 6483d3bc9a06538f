const sqlite3 = require("sqlite3");
const db = new sqlite3.Database("notes.db");

function notesOf(user, done) {
  db.all("SELECT text FROM notes WHERE owner = " + user.id + " AND tag = '" + user.tag + "'", done);
}

module.exports = notesOf;
