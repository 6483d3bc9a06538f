module.exports = function onError(err, req, res, next) {
  req.log.error(err);
  res.status(err.status || 500);
  res.send("<h1>Something went wrong</h1>");
};
