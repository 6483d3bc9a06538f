const express = require('express');

const router = express.Router();

router.post('/login', async (req, res) => {
  req.session.user = await authenticate(req.body);
  const target = req.query.returnTo || '/';
  res.redirect(target);
});

module.exports = router;
