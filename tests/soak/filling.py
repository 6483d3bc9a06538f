"""
A log with very many records, made in Postgres itself: copies of a real request and its completion with ids, times and
sequence of their own, and true leaf hashes. The sequencer then gives them their places as it does any others.
"""

from collections.abc import Callable

import psycopg

STEP = 50_000
_WRITER = "00000000-0000-7000-8000-00000000f111"
# A copy's request id is a UUIDv7 of the same hour as its template's, and ends with its number.
_COPY = """
INSERT INTO audit.record
SELECT made.request_id, template.kind, template.candidate, made.record_id, template.time, %(writer)s::uuid,
  made.sequence, template.tenant, template.key_id, template.caller, template.address, template.repository,
  template.language, template.decision, template.rules, template.cwes, template.model_id, template.policy_revision,
  template.failure_kind, made.canonical, sha256('\\x00'::bytea || made.canonical), template.prompt_ciphertext,
  template.completion_ciphertext
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS number
CROSS JOIN LATERAL (SELECT (number - 1) / 2 AS pair, (number - 1) %% 2 AS half) AS split
JOIN (SELECT *, row_number() OVER (ORDER BY kind DESC) - 1 AS half FROM audit.record
  WHERE request_id = %(template)s::uuid AND kind IN ('request', 'completion')) AS template USING (half)
CROSS JOIN LATERAL (SELECT number AS sequence,
  (left(template.request_id::text, 24) || lpad(to_hex(pair), 12, '0'))::uuid AS request_id,
  (left(template.request_id::text, 19) || case half when 0 then 'aaaa-' else 'bbbb-' end
    || lpad(to_hex(pair), 12, '0'))::uuid AS record_id) AS ids
CROSS JOIN LATERAL (SELECT ids.*, convert_to(replace(replace(replace(replace(convert_from(template.canonical, 'UTF8'),
  template.request_id::text, ids.request_id::text), template.record_id::text, ids.record_id::text),
  template.writer::text, %(writer)s::text),
  '"sequence":' || template.sequence || ',', '"sequence":' || ids.sequence || ','), 'UTF8') AS canonical) AS made
"""
_TEMPLATE = "SELECT request_id FROM audit.record WHERE kind = 'completion' ORDER BY time LIMIT 1"


def fill(owner_url: str, count: int, progress: Callable[[str], None]) -> None:
    """Add so many records to a log that holds at least one completion."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        ((template,),) = connection.execute(_TEMPLATE).fetchall()
        for first in range(1, count + 1, STEP):
            last = min(first + STEP - 1, count)
            values = {"first": first, "last": last, "template": template, "writer": _WRITER}
            connection.execute(_COPY, values)
            progress(f"{last:,} of {count:,} records")
        connection.execute("ANALYZE audit.record")
