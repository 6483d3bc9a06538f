"""The edge, over the ASGI interface and over a real socket, on fakes that pass their port's contract suite."""
