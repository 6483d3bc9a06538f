const FILTERS = {
  open: (item) => item.open,
  urgent: (item) => item.priority > 3,
};

function compileFilter(source) {
  return FILTERS[source];
}

module.exports = (items, source) => items.filter(compileFilter(source));
