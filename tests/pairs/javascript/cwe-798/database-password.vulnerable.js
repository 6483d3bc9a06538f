const mysql = require("mysql");

module.exports = mysql.createConnection({
  host: "db.internal",
  user: "reports",
  password: "R3ports!2021",
});
