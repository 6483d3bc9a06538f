import NodeRSA from "node-rsa";

export function seal(text) {
  const key = new NodeRSA({ b: 512 });
  return key.encrypt(text, "base64");
}
