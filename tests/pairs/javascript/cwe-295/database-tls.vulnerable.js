const { Client } = require("pg");

function connect(host) {
  return new Client({
    host,
    password: process.env.PGPASSWORD,
    ssl: { rejectUnauthorized: false },
  });
}

module.exports = connect;
