const util = require("util");
const childProcess = require("child_process");

const run = util.promisify(childProcess.exec);

module.exports.ping = async (ctx) => {
  const host = ctx.query.host;
  const { stdout } = await run("ping -c 1 " + host);
  ctx.body = { output: stdout };
};
