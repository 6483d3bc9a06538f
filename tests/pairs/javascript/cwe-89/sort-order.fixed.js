const knex = require("knex")({ client: "pg" });

const SORTABLE = ["name", "created_at"];

app.get("/orders", async (req, res) => {
  const { sort } = req.query;
  if (!SORTABLE.includes(sort)) {
    return res.status(400).end();
  }
  const orders = await knex("orders").select("*").orderByRaw(sort + " desc");
  res.json(orders);
});
