const escapeRegExp = require("lodash.escaperegexp");

module.exports = function highlight(text, term) {
  return text.replace(new RegExp("(" + escapeRegExp(term) + ")", "gi"), "**$1**");
};
