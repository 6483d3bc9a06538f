const net = require('net');

app.post('/invite', (req, res) => {
  const address = req.body.email;
  const socket = net.connect(25, 'mail.shop.org');
  socket.write('HELO shop.org\r\n');
  socket.write(`RCPT TO:<${address}>\r\n`);
  socket.end('QUIT\r\n');
  res.sendStatus(202);
});
