const net = require("net");
const express = require("express");

const app = express();

app.get("/status", (req, res) => {
  const socket = net.createConnection({ host: req.query.host, port: 443 });
  socket.on("connect", () => res.json({ up: true }));
  socket.on("error", () => res.json({ up: false }));
});
