const vm = require("vm");

function run(code, sandbox) {
  // ruleid: javascript-vm-run
  const first = vm.runInNewContext(code, sandbox);
  // ruleid: javascript-vm-run
  return [first, new vm.Script("x = " + code)];
}

function safe(sandbox, runner, code) {
  // ok: javascript-vm-run
  const first = vm.runInNewContext("1 + 1", sandbox);
  // ok: javascript-vm-run
  return [first, runner.runInContext(code)];
}
