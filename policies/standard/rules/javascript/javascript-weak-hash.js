const crypto = require("crypto");

function digest(data) {
  // ruleid: javascript-weak-hash
  const first = crypto.createHash("md5").update(data).digest("hex");
  // ruleid: javascript-weak-hash
  return first + crypto.createHash("sha1").update(data).digest("hex");
}

function safe(data) {
  // ok: javascript-weak-hash
  const first = crypto.createHash("sha256").update(data).digest("hex");
  // ok: javascript-weak-hash
  return first + crypto.createHash("sha512").update(data).digest("hex");
}
