import Router from "@koa/router";

const router = new Router();

router.get("/board", (ctx) => {
  const side = Math.min(parseInt(ctx.query.side as string, 10), 32);
  ctx.body = new Array(side * side).fill(0);
});

export default router;
