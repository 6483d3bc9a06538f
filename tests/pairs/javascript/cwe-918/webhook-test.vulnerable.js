const fetch = require("node-fetch");

async function testWebhook(ctx) {
  const { address } = ctx.request.body;
  const answer = await fetch(address, { method: "POST", body: "{}" });
  ctx.body = { status: answer.status };
}

module.exports = testWebhook;
