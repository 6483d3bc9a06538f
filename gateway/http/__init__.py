"""The edge: dialects, errors, health. It parses what arrives, calls the flow and writes what is released."""
