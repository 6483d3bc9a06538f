const tls = require("tls");

function connect(host) {
  return tls.connect({ host, port: 8883, servername: host });
}

module.exports = connect;
