function tell(frame, message) {
  // ruleid: javascript-message-any-origin
  frame.postMessage(message, "*");
}

function answer(req, res) {
  // ruleid: javascript-message-any-origin
  res.setHeader("Access-Control-Allow-Origin", req.headers.origin);
}

function safe(frame, res, message) {
  // ok: javascript-message-any-origin
  frame.postMessage(message, "https://app.internal");
  // ok: javascript-message-any-origin
  res.setHeader("Access-Control-Allow-Origin", "https://app.internal");
}
