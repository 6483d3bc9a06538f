import Router from "@koa/router";

const router = new Router();

router.get("/board", (ctx) => {
  const side = parseInt(ctx.query.side as string, 10);
  ctx.body = new Array(side * side).fill(0);
});

export default router;
