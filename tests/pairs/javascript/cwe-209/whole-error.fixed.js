const { Pool } = require("pg");
const pool = new Pool();

app.get("/customers", (req, res) => {
  pool.query("SELECT id, name FROM customers", (err, result) => {
    if (err) {
      console.error(err);
      return res.status(500).send("Customers are not available");
    }
    res.json(result.rows);
  });
});
