const jwt = require('jsonwebtoken');

const JWT_SECRET = 's3cr3t-K3y-f0r-t0k3ns!';

exports.issue = (user) => jwt.sign({ sub: user.id }, JWT_SECRET, { expiresIn: '1h' });
exports.check = (token) => jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'] });
