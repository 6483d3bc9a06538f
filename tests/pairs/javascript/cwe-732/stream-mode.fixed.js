const fs = require("fs");

exports.exportCustomers = (rows) => {
  const out = fs.createWriteStream("/srv/export/customers.csv", { flags: "w", mode: 0o600 });
  rows.forEach((row) => out.write(row.join(",") + "\n"));
  out.end();
};
