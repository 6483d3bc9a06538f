const { spawn } = require("child_process");
const child = require("child_process");

function convert(name) {
  // ruleid: javascript-spawn-shell
  spawn("convert", [name], { shell: true });
  // ruleid: javascript-spawn-shell
  child.spawnSync("sh", ["-c", "convert " + name]);
}

function safe(name) {
  // ok: javascript-spawn-shell
  spawn("convert", [name]);
  // ok: javascript-spawn-shell
  spawn("convert", [name], { shell: false });
  // ok: javascript-spawn-shell
  child.spawnSync("sh", ["-c", "ls | wc -l"]);
}
