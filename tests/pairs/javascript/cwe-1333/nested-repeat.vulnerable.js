function isHandle(text) {
  return /^([a-z0-9]+-?)+$/.test(text);
}

module.exports = { isHandle };
