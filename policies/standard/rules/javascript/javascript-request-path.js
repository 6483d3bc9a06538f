const fs = require("fs");
const path = require("path");

function download(req, res, folder) {
  // ruleid: javascript-request-path
  const text = fs.readFileSync(path.join(folder, req.query.name));
  const name = req.params.name;
  // ruleid: javascript-request-path
  fs.createReadStream(folder + "/" + name).pipe(res);
  // ruleid: javascript-request-path
  res.sendFile(req.body.path);
  return text;
}

function safe(req, res, folder) {
  // ok: javascript-request-path
  const text = fs.readFileSync(path.join(folder, path.basename(req.query.name)));
  // ok: javascript-request-path
  res.sendFile(path.join(folder, "index.html"));
  return text;
}
