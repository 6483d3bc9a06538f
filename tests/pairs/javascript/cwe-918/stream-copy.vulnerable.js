const http = require("http");
const url = require("url");

http
  .createServer((req, res) => {
    const { query } = url.parse(req.url, true);
    http.get(query.from, (source) => source.pipe(res));
  })
  .listen(8080);
