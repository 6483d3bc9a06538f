const net = require('net');

app.get('/proxy', (req, res) => {
  const upstream = net.connect(80, 'backend');
  upstream.write('GET /search?q=' + req.query.q + ' HTTP/1.1\r\nHost: backend\r\n\r\n');
  upstream.pipe(res);
});
