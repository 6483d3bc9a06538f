"""The data flow: what it follows, what it believes, and that it always ends."""
