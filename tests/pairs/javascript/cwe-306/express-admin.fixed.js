const express = require('express');
const { requireAdmin } = require('./auth');
const router = express.Router();

router.get('/admin/users', requireAdmin, async (req, res) => {
  res.json(await users.all());
});

router.delete('/admin/users/:id', requireAdmin, async (req, res) => {
  await users.remove(req.params.id);
  res.sendStatus(204);
});

module.exports = router;
