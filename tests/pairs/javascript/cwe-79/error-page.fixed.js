const http = require("http");

http
  .createServer((request, response) => {
    response.writeHead(404, { "Content-Type": "text/html" });
    response.end("<p>Nothing at " + encodeURIComponent(request.url) + "</p>");
  })
  .listen(8080);
