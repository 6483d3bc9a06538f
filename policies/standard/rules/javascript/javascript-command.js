const { exec } = require("child_process");
const child_process = require("child_process");

function list(folder, request) {
  // ruleid: javascript-command
  exec("ls " + folder, console.log);
  // ruleid: javascript-command
  child_process.execSync(`ls ${folder}`);
  const command = "du -s " + folder;
  // ruleid: javascript-command
  child_process.exec(command);
  // ruleid: javascript-command
  exec(request.query.command);
}

function safe(folder, pattern, text) {
  // ok: javascript-command
  child_process.execFile("ls", ["--", folder]);
  // ok: javascript-command
  exec("uptime", console.log);
  // ok: javascript-command
  return pattern.exec(text);
}
