const axios = require("axios");
const https = require("https");
const fs = require("fs");

const client = axios.create({
  baseURL: "https://erp.example.com",
  httpsAgent: new https.Agent({ keepAlive: true, ca: fs.readFileSync("erp-ca.pem") }),
});

module.exports = client;
