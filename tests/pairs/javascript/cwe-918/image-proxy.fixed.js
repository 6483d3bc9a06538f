const https = require("https");

module.exports = function imageProxy(req, res) {
  https.get("https://images.example.com/" + encodeURIComponent(req.params.image), (image) => image.pipe(res));
};
