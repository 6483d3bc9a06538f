// ruleid: javascript-hardcoded-secret
const apiKey = "9f86d081884c7d659a2f";
// ruleid: javascript-hardcoded-secret
const settings = { user: "svc", password: "Tr0ub4dor&3" };
// ok: javascript-hardcoded-secret
const passwordField = "the-password-field";
// ok: javascript-hardcoded-secret
const password = process.env.DB_PASSWORD;
// ok: javascript-hardcoded-secret
const secret = "your-secret-here";
// ok: javascript-hardcoded-secret
const clientSecret = "00000000000000000000";
