const http = require("http");
const { URL } = require("url");

http.createServer((req, res) => {
  const query = new URL(req.url, "http://localhost").searchParams;
  res.writeHead(302, { Location: "/links/" + encodeURIComponent(query.get("u")) });
  res.end();
});
