const { Pool } = require("pg");
const pool = new Pool();

app.get("/customers", (req, res) => {
  pool.query("SELECT id, name FROM customers", (err, result) => {
    if (err) {
      return res.status(500).send(err);
    }
    res.json(result.rows);
  });
});
