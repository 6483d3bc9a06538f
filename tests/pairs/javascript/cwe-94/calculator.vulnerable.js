const express = require("express");
const { evaluate } = require("mathjs");
const router = express.Router();

router.post("/calculate", (req, res) => {
  const result = eval(req.body.formula);
  res.json({ result });
});

module.exports = router;
