import Router from "@koa/router";
import got from "got";

const router = new Router();

router.get("/oembed", async (ctx) => {
  const link = ctx.query.link as string;
  const html = await got(link).text();
  ctx.body = { title: html.match(/<title>([^<]*)/)?.[1] };
});

export default router;
