const express = require('express');
const { execFile } = require('child_process');

const app = express();
app.use(express.json());

app.post('/clone', (req, res) => {
  const { repository, branch = 'main' } = req.body;
  execFile('git', ['clone', '--depth', '1', '--branch=' + branch, '--', repository, '/srv/checkouts'], (error, stdout) => {
    if (error) {
      return res.status(500).json({ error: 'clone failed' });
    }
    res.json({ output: stdout });
  });
});
