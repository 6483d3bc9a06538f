const knex = require("knex")({ client: "pg" });

const SORTABLE = ["name", "created_at"];

app.get("/orders", async (req, res) => {
  const { sort } = req.query;
  const orders = await knex("orders").select("*").orderByRaw(sort + " desc");
  res.json(orders);
});
