exports.handler = async (event) => {
  try {
    return { statusCode: 200, body: JSON.stringify(await run(event)) };
  } catch (error) {
    return { statusCode: 500, body: JSON.stringify({ error: error.stack }) };
  }
};
