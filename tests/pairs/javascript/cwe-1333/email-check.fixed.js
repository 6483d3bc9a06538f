const EMAIL = /^[a-zA-Z0-9_.-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}$/;

function isEmail(text) {
  return EMAIL.test(text);
}

module.exports = isEmail;
