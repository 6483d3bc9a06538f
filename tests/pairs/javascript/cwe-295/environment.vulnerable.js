const fetch = require("node-fetch");

process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = 0;

module.exports = () => fetch("https://metrics.internal/push", { method: "POST" });
