const { spawn } = require("child_process");

function checkout(branch, done) {
  const git = spawn("git", ["checkout", branch], { shell: true });
  git.on("close", (code) => done(code === 0));
}

exports.checkout = checkout;
