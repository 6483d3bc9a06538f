function find(db, name, callback) {
  // ruleid: javascript-sql-format
  db.query("SELECT * FROM users WHERE name = '" + name + "'", callback);
  // ruleid: javascript-sql-format
  db.query(`SELECT * FROM users WHERE name = '${name}'`, callback);
}

async function findLater(pool, name) {
  const query = "DELETE FROM users WHERE name = '" + name + "'";
  // ruleid: javascript-sql-format
  return pool.query(query);
}

function safe(db, name, router, id) {
  // ok: javascript-sql-format
  db.query("SELECT * FROM users WHERE name = ?", [name]);
  // ok: javascript-sql-format
  db.query("SELECT * " + "FROM users");
  // ok: javascript-sql-format
  router.get(`/users/${id}`, db);
}
