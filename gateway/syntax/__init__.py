"""Reading source text: which language, how to make a fragment whole, and whether it reads as it looks."""
