const https = require("https");

module.exports = function imageProxy(req, res) {
  https.get("https://" + req.params.host + "/" + req.params.image, (image) => image.pipe(res));
};
