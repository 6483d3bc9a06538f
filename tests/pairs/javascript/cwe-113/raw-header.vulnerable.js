const http = require('http');
const net = require('net');

http
  .createServer((req, res) => {
    const name = new URL(req.url, 'http://x').searchParams.get('file') || 'a.txt';
    res.socket.write(`HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=${name}\r\n\r\n`);
    res.socket.end(readFile(name));
  })
  .listen(3000);
