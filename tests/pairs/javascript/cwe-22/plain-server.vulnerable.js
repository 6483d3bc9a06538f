import http from "node:http";
import fs from "node:fs";

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  fs.readFile("./public" + decodeURIComponent(pathname), (error, data) => {
    if (error) {
      response.writeHead(404);
      response.end();
      return;
    }
    response.end(data);
  });
});

server.listen(3000);
