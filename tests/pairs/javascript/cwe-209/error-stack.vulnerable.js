const express = require("express");
const app = express();

app.get("/orders/:id", async (req, res) => {
  try {
    res.json(await orders.load(req.params.id));
  } catch (error) {
    res.status(500).json({ message: error.message, stack: error.stack });
  }
});
