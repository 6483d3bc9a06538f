const express = require("express");
const router = express.Router();

router.get("/line", (req, res) => {
  const width = parseInt(req.query.width, 10);
  if (!(width > 0 && width <= 200)) {
    return res.sendStatus(400);
  }
  res.send("-".repeat(width));
});

module.exports = router;
