const fetch = require("node-fetch");

process.env["NODE_EXTRA_CA_CERTS"] = "/etc/ssl/own.pem";

module.exports = () => fetch("https://metrics.internal/push", { method: "POST" });
