const CryptoJS = require("crypto-js");

exports.hide = (text, key) => CryptoJS.TripleDES.encrypt(text, key).toString();
