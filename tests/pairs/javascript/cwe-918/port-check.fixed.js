const net = require("net");
const express = require("express");

const app = express();
const MACHINES = { web: "web.example.com", mail: "mail.example.com" };

app.get("/status", (req, res) => {
  const host = MACHINES[req.query.machine];
  if (!host) return res.sendStatus(404);
  const socket = net.createConnection({ host, port: 443 });
  socket.on("connect", () => res.json({ up: true }));
  socket.on("error", () => res.json({ up: false }));
});
