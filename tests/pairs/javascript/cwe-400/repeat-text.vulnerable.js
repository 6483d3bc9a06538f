const express = require("express");
const router = express.Router();

router.get("/line", (req, res) => {
  const width = parseInt(req.query.width, 10);
  res.send("-".repeat(width));
});

module.exports = router;
