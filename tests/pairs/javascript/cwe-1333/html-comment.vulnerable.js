const TAGS = new RegExp("^<([a-z]+)([^>]+)*>$");

exports.isTag = (text) => TAGS.test(text);
