"""Pure rules for what is asked of the model and what is made of its answer."""
