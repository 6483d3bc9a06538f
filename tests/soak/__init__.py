"""The whole house under load, and what is done to it."""
