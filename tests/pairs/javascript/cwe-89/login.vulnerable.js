const mysql = require("mysql2");
const db = mysql.createPool({ host: "db", user: "shop", password: process.env.DB_PASSWORD });

app.post("/login", (req, res) => {
  const { email, password } = req.body;
  const sql = "SELECT id FROM users WHERE email = '" + email + "' AND password = SHA2('" + password + "', 256)";
  db.query(sql, (error, rows) => {
    res.json({ ok: !error && rows.length === 1 });
  });
});
