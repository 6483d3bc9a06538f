const http = require('http');
const net = require('net');

http
  .createServer((req, res) => {
    const name = new URL(req.url, 'http://x').searchParams.get('file') || 'a.txt';
    res.setHeader('Content-Disposition', `attachment; filename=${encodeURIComponent(name)}`);
    res.end(readFile(name));
  })
  .listen(3000);
