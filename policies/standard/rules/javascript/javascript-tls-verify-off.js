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

// ruleid: javascript-tls-verify-off
tls.connect({ host: "example.com", port: 443, checkServerIdentity: () => undefined });
// ruleid: javascript-tls-verify-off
tls.connect({ host: "example.com", port: 443, checkServerIdentity: (host, certificate) => {} });
// ok: javascript-tls-verify-off
tls.connect({ host: "example.com", checkServerIdentity: (host, one) => tls.checkServerIdentity("web", one) });
// ruleid: javascript-tls-verify-off
app.on("certificate-error", (event, page, url, error, certificate, callback) => {
  event.preventDefault();
  callback(true);
});
// ok: javascript-tls-verify-off
app.on("certificate-error", (event, page, url, error, certificate, callback) => {
  callback(false);
});
