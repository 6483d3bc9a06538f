"""A gateway that lets an enterprise use its own code model without having to trust what the model writes."""
