const jwt = require('jsonwebtoken');

const JWT_SECRET = process.env.JWT_SECRET;

exports.issue = (user) => jwt.sign({ sub: user.id }, JWT_SECRET, { expiresIn: '1h' });
exports.check = (token) => jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'] });
