const got = require("got");

exports.handler = async (event) => {
  const { region } = event.queryStringParameters;
  const regions = { eu: "http://eu.internal.example.com/status", us: "http://us.internal.example.com/status" };
  const { body } = await got(regions[region]);
  return { statusCode: 200, body };
};
