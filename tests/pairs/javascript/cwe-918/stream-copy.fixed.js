const http = require("http");
const url = require("url");

const SOURCES = new Map([["logo", "http://static.example.com/logo.png"]]);

http
  .createServer((req, res) => {
    const { query } = url.parse(req.url, true);
    if (!SOURCES.has(query.from)) {
      res.writeHead(404).end();
      return;
    }
    http.get(SOURCES.get(query.from), (source) => source.pipe(res));
  })
  .listen(8080);
