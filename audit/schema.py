"""What an auditor's role may read, as SQLAlchemy tables: two views and the tree. The migrations own their shape."""

from sqlalchemy import BigInteger, Column, DateTime, Integer, LargeBinary, MetaData, SmallInteger, Table, Text, Uuid
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
    Column("key_id", Uuid),
    Column("released", Text),
)

NAME = Table("name", _METADATA, Column("pseudonym", Text), Column("kind", Text), Column("value", Text))

LEAF = Table(
    "leaf",
    _METADATA,
    Column("tenant", Text),
    Column("index", BigInteger),
    Column("hash", LargeBinary),
    Column("request_id", Uuid),
    Column("kind", Text),
    Column("candidate", Integer),
)

NODE = Table(
    "node",
    _METADATA,
    Column("tenant", Text),
    Column("level", SmallInteger),
    Column("index", BigInteger),
    Column("hash", LargeBinary),
)

CHECKPOINT = Table(
    "checkpoint",
    _METADATA,
    Column("tenant", Text),
    Column("size", BigInteger),
    Column("root", LargeBinary),
    Column("first_time", DateTime(timezone=True)),
    Column("time", DateTime(timezone=True)),
    Column("note", LargeBinary),
)

CONFIRMATION = Table(
    "confirmation",
    _METADATA,
    Column("tenant", Text),
    Column("kind", Text),
    Column("size", BigInteger),
    Column("name", Text),
    Column("time", DateTime(timezone=True)),
    Column("content", LargeBinary),
)
