const nodemailer = require("nodemailer");

const options = { host: "mail.internal", port: 587 };
options.tls = { minVersion: "TLSv1.2" };

module.exports = nodemailer.createTransport(options);
