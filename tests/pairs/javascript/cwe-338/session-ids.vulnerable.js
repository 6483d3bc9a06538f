const crypto = require('node:crypto');

const sessions = new Map();

function createSession(user) {
  const sessionId = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (c) => {
    const r = (Math.random() * 16) | 0;
    return (c === 'x' ? r : (r & 0x3) | 0x8).toString(16);
  });
  sessions.set(sessionId, { user, created: Date.now() });
  return sessionId;
}

module.exports = { createSession };
