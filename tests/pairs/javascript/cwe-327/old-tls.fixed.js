const https = require("https");
const fs = require("fs");

https
  .createServer({ key: fs.readFileSync("key.pem"), cert: fs.readFileSync("cert.pem"), minVersion: "TLSv1.2" }, app)
  .listen(443);
