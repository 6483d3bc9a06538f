const https = require("https");
const axios = require("axios");

const agent = new https.Agent({
  keepAlive: true,
  rejectUnauthorized: true,
});

exports.stock = (id) => axios.get("https://stock.internal/items/" + id, { httpsAgent: agent });
