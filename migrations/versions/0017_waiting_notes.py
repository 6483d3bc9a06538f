"""
A note of a read waits until the log has its month: by the function that migration 0018 has.

Revision ID: 0017
"""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do nothing more."""
