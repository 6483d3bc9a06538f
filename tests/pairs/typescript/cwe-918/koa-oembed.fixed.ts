import Router from "@koa/router";
import got from "got";

const router = new Router();
const ALLOWED = ["www.youtube.com", "vimeo.com"];

router.get("/oembed", async (ctx) => {
  const link = new URL(ctx.query.link as string);
  if (!ALLOWED.includes(link.host)) {
    ctx.throw(400, "not supported");
  }
  const html = await got(link).text();
  ctx.body = { title: html.match(/<title>([^<]*)/)?.[1] };
});

export default router;
