const nodemailer = require('nodemailer');

const transport = nodemailer.createTransport({
  host: process.env.MAIL_HOST,
  port: 587,
  secure: false,
  ignoreTLS: true,
  auth: { user: process.env.MAIL_USER, pass: process.env.MAIL_PASSWORD },
});

module.exports = transport;
