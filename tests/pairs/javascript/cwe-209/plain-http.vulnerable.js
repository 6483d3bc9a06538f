const http = require("http");

http
  .createServer(async (req, res) => {
    try {
      res.end(await render(req.url));
    } catch (e) {
      res.writeHead(500, { "Content-Type": "text/plain" });
      res.end(e.stack);
    }
  })
  .listen(8000);
