"""The bench: speed and memory of the whole gateway, and of the alternatives."""
