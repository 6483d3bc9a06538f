const crypto = require('node:crypto');

const sessions = new Map();

function createSession(user) {
  const sessionId = crypto.randomUUID();
  sessions.set(sessionId, { user, created: Date.now() });
  return sessionId;
}

module.exports = { createSession };
