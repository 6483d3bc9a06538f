const express = require("express");
const app = express();

app.get("/help/:page", (req, res) => {
  res.render("help/" + req.params.page);
});
