const nodemailer = require("nodemailer");

const options = { host: "mail.internal", port: 587 };
options.tls = { rejectUnauthorized: false };

module.exports = nodemailer.createTransport(options);
