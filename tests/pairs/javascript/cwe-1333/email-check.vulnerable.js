const EMAIL = /^([a-zA-Z0-9_.-]+)*@([a-z0-9-]+\.)+[a-z]+$/;

function isEmail(text) {
  return EMAIL.test(text);
}

module.exports = isEmail;
