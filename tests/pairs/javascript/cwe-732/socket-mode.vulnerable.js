const net = require("net");
const fs = require("fs");

const SOCKET = "/run/agent.sock";

net.createServer(handle).listen(SOCKET, () => {
  fs.chmodSync(SOCKET, "0777");
});
