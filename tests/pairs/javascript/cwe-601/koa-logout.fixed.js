const Router = require("@koa/router");
const router = new Router();

router.get("/logout", async (ctx) => {
  ctx.session = null;
  const to = ctx.query.to;
  if (!/^\/[a-z0-9/]*$/.test(to)) {
    ctx.throw(400);
  }
  ctx.redirect(to);
});

module.exports = router;
