const { MongoClient } = require("mongodb");

async function reset(req, res) {
  const client = await MongoClient.connect(process.env.MONGO_URL);
  const { token } = req.body;
  const account = await client.db("shop").collection("accounts").findOne({ token: token });
  res.json({ id: account && account._id });
}

module.exports = reset;
