app.post('/profile', requireUser, async (req, res) => {
  const { userId, email } = req.body;
  await pool.query('UPDATE users SET email = $1 WHERE id = $2', [email, userId]);
  res.sendStatus(204);
});
