const Koa = require("koa");
const fs = require("fs");

const app = new Koa();

app.use(async (ctx) => {
  ctx.type = "application/octet-stream";
  ctx.body = fs.createReadStream("/var/data/" + ctx.query.file);
});
