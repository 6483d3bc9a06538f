const fetch = require("node-fetch");

async function testWebhook(ctx) {
  const { address } = ctx.request.body;
  if (!address.startsWith("https://hooks.example.com/")) {
    ctx.status = 400;
    return;
  }
  const answer = await fetch(address, { method: "POST", body: "{}" });
  ctx.body = { status: answer.status };
}

module.exports = testWebhook;
