const axios = require("axios");

async function proxy(req) {
  // ruleid: javascript-request-url
  const first = await fetch(req.query.url);
  const address = req.body.address;
  // ruleid: javascript-request-url
  return [first, await axios.get(address)];
}

async function safe(req) {
  // ok: javascript-request-url
  const first = await fetch("https://service.internal/items");
  // ok: javascript-request-url
  return [first, await axios.post("https://service.internal/items", req.body.item)];
}
