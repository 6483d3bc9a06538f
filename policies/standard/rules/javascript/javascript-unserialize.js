const serialize = require("node-serialize");

function session(cookie) {
  // ruleid: javascript-unserialize
  return serialize.unserialize(cookie);
}

function sessionAgain(cookie) {
  // ruleid: javascript-unserialize
  return require("node-serialize").unserialize(cookie);
}

function safe(cookie, value) {
  // ok: javascript-unserialize
  const first = JSON.parse(cookie);
  // ok: javascript-unserialize
  return [first, serialize.serialize(value)];
}
