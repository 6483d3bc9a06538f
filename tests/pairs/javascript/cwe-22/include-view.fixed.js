const express = require("express");
const app = express();
const PAGES = ["start", "billing", "contact"];

app.get("/help/:page", (req, res) => {
  if (!PAGES.includes(req.params.page)) {
    return res.sendStatus(404);
  }
  res.render("help/" + req.params.page);
});
