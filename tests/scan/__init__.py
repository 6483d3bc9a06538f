"""The engines, their processes and what they prove."""
