const express = require("express");
const app = express();

app.get("/orders/:id", async (req, res) => {
  try {
    res.json(await orders.load(req.params.id));
  } catch (error) {
    console.error(error);
    res.status(500).json({ message: "The order could not be loaded" });
  }
});
