module.exports = function onError(err, req, res, next) {
  res.status(err.status || 500);
  res.send(`<h1>${err.status}</h1><pre>${err.stack}</pre>`);
};
