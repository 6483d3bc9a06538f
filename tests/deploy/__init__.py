"""What a fresh machine runs before there is a .venv."""
