const crypto = require('crypto');
const bcrypt = require('bcrypt');
const User = require('../models/user');

exports.signup = async (req, res) => {
  const { email, password } = req.body;
  const passwordHash = await bcrypt.hash(password, 12);
  await User.create({ email, passwordHash });
  res.sendStatus(201);
};
