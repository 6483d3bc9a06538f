function words(line) {
  const match = line.match(/^(\w+\s?)*$/);
  return match ? line.split(/\s/) : [];
}

module.exports = words;
