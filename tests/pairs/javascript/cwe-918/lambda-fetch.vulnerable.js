const got = require("got");

exports.handler = async (event) => {
  const { region } = event.queryStringParameters;
  const { body } = await got(`http://${region}.internal.example.com/status`);
  return { statusCode: 200, body };
};
