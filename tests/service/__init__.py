"""The whole gateway as its own process, on a real socket, Postgres and scanners; only the model is made up."""
