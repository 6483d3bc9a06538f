"""The two views that an auditor's role may read, as SQLAlchemy tables. The migration owns their definition."""

from sqlalchemy import BigInteger, Column, DateTime, Integer, LargeBinary, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

_METADATA = MetaData(schema="audit")

ENTRY = Table(
    "entry",
    _METADATA,
    Column("request_id", Uuid),
    Column("kind", Text),
    Column("candidate", Integer),
    Column("record_id", Uuid),
    Column("time", DateTime(timezone=True)),
    Column("writer", Uuid),
    Column("sequence", BigInteger),
    Column("tenant", Text),
    Column("caller", Text),
    Column("caller_name", Text),
    Column("address", Text),
    Column("address_name", Text),
    Column("repository", Text),
    Column("language", Text),
    Column("decision", Text),
    Column("rules", ARRAY(Text)),
    Column("cwes", ARRAY(Text)),
    Column("model_id", Text),
    Column("policy_revision", Text),
    Column("failure_kind", Text),
    Column("canonical", LargeBinary),
    Column("leaf", LargeBinary),
)

NAME = Table("name", _METADATA, Column("pseudonym", Text), Column("kind", Text), Column("value", Text))
