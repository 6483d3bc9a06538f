server.listen(443, () => {
  process.setuid('www-data');
  process.setgid('www-data');
  console.log('listening');
});
