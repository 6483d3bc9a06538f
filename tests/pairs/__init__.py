"""Pairs of our own: code with one weakness, and the same code mended, by language and class of weakness."""
