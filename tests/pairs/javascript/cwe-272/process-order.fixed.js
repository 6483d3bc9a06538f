server.listen(443, () => {
  process.setgroups([]);
  process.setgid('www-data');
  process.setuid('www-data');
  console.log('listening');
});
