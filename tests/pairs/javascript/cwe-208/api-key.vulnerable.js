const crypto = require('crypto');

module.exports = function requireApiKey(req, res, next) {
  const key = req.get('X-Api-Key') || '';
  if (key !== process.env.API_KEY) {
    return res.sendStatus(401);
  }
  next();
};
