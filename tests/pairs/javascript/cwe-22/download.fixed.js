const express = require("express");
const fs = require("fs");
const path = require("path");

const router = express.Router();
const REPORTS = path.join(__dirname, "reports");

router.get("/reports/:name", (req, res) => {
  const file = path.join(REPORTS, path.basename(req.params.name));
  if (!fs.existsSync(file)) {
    return res.status(404).end();
  }
  fs.createReadStream(file).pipe(res);
});

module.exports = router;
