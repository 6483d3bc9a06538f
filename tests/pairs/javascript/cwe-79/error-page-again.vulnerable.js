const http = require('http');
const { URL } = require('url');
const he = require('he');

http
  .createServer((req, res) => {
    const url = new URL(req.url, 'http://localhost');
    res.statusCode = 404;
    res.setHeader('Content-Type', 'text/html');
    res.end(`<h1>Not found</h1><p>${decodeURIComponent(url.pathname)}</p>`);
  })
  .listen(8080);
