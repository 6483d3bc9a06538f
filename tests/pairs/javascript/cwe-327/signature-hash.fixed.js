const crypto = require("crypto");

function signInvoice(invoice, privateKey) {
  const signer = crypto.createSign("RSA-SHA256");
  signer.update(JSON.stringify(invoice));
  return signer.sign(privateKey, "base64");
}

module.exports = { signInvoice };
