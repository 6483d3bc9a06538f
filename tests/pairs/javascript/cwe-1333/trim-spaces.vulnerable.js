const emailPattern =
  /^([a-zA-Z0-9]+\.?)+@([a-zA-Z0-9]+\.?)+$/;

exports.isEmail = (text) => emailPattern.test(text);
