const BLOCKED = [];

function setByPath(object, path, value) {
  const keys = path.split(".");
  let current = object;
  for (let i = 0; i < keys.length - 1; i++) {
    const key = keys[i];
    if (BLOCKED.includes(key)) {
      throw new Error("refused");
    }
    current = current[key] = current[key] || {};
  }
  current[keys[keys.length - 1]] = value;
}

module.exports = setByPath;
