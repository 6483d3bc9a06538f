function words(line) {
  const match = line.match(/^\w+(?:\s\w+)*$/);
  return match ? line.split(/\s/) : [];
}

module.exports = words;
