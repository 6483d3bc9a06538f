const { Client } = require("pg");

function connect(host) {
  return new Client({
    host,
    password: process.env.PGPASSWORD,
    ssl: { ca: require("fs").readFileSync("/etc/ssl/db.pem", "utf8") },
  });
}

module.exports = connect;
