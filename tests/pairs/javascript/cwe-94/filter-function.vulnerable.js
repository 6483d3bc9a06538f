function compileFilter(source) {
  return new Function("item", "return (" + source + ");");
}

module.exports = (items, source) => items.filter(compileFilter(source));
