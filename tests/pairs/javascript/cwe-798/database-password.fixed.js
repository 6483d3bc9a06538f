const mysql = require("mysql");

module.exports = mysql.createConnection({
  host: "db.internal",
  user: "reports",
  password: process.env.REPORTS_DB_PASSWORD,
});
