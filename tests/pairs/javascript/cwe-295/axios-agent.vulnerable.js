const axios = require("axios");
const https = require("https");

const client = axios.create({
  baseURL: "https://erp.example.com",
  httpsAgent: new https.Agent({ keepAlive: true, rejectUnauthorized: false }),
});

module.exports = client;
