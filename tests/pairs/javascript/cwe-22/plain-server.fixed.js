import http from "node:http";
import fs from "node:fs";
import path from "node:path";

const ROOT = path.resolve("public");

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const file = path.join(ROOT, decodeURIComponent(pathname));
  if (!file.startsWith(ROOT + path.sep)) {
    response.writeHead(403);
    response.end();
    return;
  }
  fs.readFile(file, (error, data) => {
    if (error) {
      response.writeHead(404);
      response.end();
      return;
    }
    response.end(data);
  });
});

server.listen(3000);
