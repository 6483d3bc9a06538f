function frame(type, payload) {
  const header = Buffer.allocUnsafe(64);
  header.writeUInt8(type, 0);
  return Buffer.concat([header, payload]);
}
