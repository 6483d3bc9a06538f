const express = require('express');
const { exec } = require('child_process');

const app = express();
app.use(express.json());

app.post('/clone', (req, res) => {
  const { repository, branch = 'main' } = req.body;
  exec(`git clone --depth 1 -b ${branch} ${repository} /srv/checkouts`, (error, stdout) => {
    if (error) {
      return res.status(500).json({ error: 'clone failed' });
    }
    res.json({ output: stdout });
  });
});
