const WebSocket = require("ws");

const options = { handshakeTimeout: 2000 };
options.ca = require("fs").readFileSync("feed-ca.pem");

const feed = new WebSocket("wss://feed.example.com", options);
feed.on("message", (data) => console.log(JSON.parse(data).price));
