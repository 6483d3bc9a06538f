const express = require('express');
const db = require('./db');

const router = express.Router();

router.get('/orders/:id', (req, res) => {
  db.findOrder(req.params.id)
    .then((order) => res.json(order))
    .catch((error) => {
      console.error(error);
      res.status(500).send('Something went wrong');
    });
});

module.exports = router;
