app.post('/profile', requireUser, async (req, res) => {
  const { email } = req.body;
  await pool.query('UPDATE users SET email = $1 WHERE id = $2', [email, req.user.id]);
  res.sendStatus(204);
});
