const https = require("https");

function fetchIt(host) {
  // ruleid: javascript-tls-verify-off
  const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
  // ruleid: javascript-tls-verify-off
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  return https.get({ host, agent });
}

function safe(host, ca) {
  // ok: javascript-tls-verify-off
  const agent = new https.Agent({ keepAlive: true, ca });
  // ok: javascript-tls-verify-off
  return https.get({ host, agent, rejectUnauthorized: true });
}
