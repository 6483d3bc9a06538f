"""What auditors may see: searches, texts, proofs and the public log. Reads the database with rights of its own."""

from gateway.evidence.evidence import NoEvidence, PostgresEvidence
from gateway.evidence.settings import EvidenceSettings

__all__ = ["EvidenceSettings", "NoEvidence", "PostgresEvidence"]
