"""The log says which policy came into force, and who brought it."""

import os

import psycopg

from audit.record import parse
from gateway import bundles
from tests.service.conftest import Running

_QUERY = "SELECT canonical FROM audit.entry WHERE kind = 'policy_change'"


def test_a_start_records_the_policy(running: Running) -> None:
    """One start, one record: the bundle's revision and the account that serves."""
    with psycopg.connect(running.house.reader_url) as connection:
        ((canonical,),) = connection.execute(_QUERY).fetchall()
    details = dict(parse(bytes(canonical)).details)

    assert bundles.load(bundles.standard_folder()).revision == details["revision_after"]
    assert ("", "standard") == (details["revision_before"], details["bundle"])
    assert str(details["by"]).startswith(f"uid {os.geteuid()} on ")
