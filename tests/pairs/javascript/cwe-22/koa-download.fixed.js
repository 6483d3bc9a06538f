const Koa = require("koa");
const fs = require("fs");
const path = require("path");

const app = new Koa();

app.use(async (ctx) => {
  const file = path.resolve("/var/data", ctx.query.file);
  if (!file.startsWith("/var/data/")) {
    ctx.throw(403);
  }
  ctx.type = "application/octet-stream";
  ctx.body = fs.createReadStream(file);
});
