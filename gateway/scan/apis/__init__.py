"""The API policy beyond Python: readers of syntax trees, one small neutral form, one resolver of names over it."""
