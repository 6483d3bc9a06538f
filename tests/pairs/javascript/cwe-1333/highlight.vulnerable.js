const escapeRegExp = require("lodash.escaperegexp");

module.exports = function highlight(text, term) {
  return text.replace(new RegExp("(" + term + ")", "gi"), "**$1**");
};
