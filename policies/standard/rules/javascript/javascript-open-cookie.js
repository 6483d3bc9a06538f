function login(res, session, value) {
  // ruleid: javascript-open-cookie
  res.cookie("session", value, { secure: false });
  // ruleid: javascript-open-cookie
  res.cookie("session", value, { secure: true, httpOnly: false });
}

function safe(res, session, value) {
  // ok: javascript-open-cookie
  res.cookie("session", value, { secure: true, httpOnly: true, sameSite: "lax" });
  // ok: javascript-open-cookie
  session({ cookie: { secure: true, httpOnly: true } });
}
