const crypto = require('crypto');

module.exports = function requireApiKey(req, res, next) {
  const key = req.get('X-Api-Key') || '';
  const digest = (text) => crypto.createHash('sha256').update(text).digest();
  if (!crypto.timingSafeEqual(digest(key), digest(process.env.API_KEY))) {
    return res.sendStatus(401);
  }
  next();
};
