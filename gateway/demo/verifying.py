"""The last step of the tour: an auditor takes the log away, verifies it offline, and sees what was tampered with."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from audit import queries
from audit.checkpoint import origin_of, unverified
from gateway.demo.facts import Fact
from gateway.demo.stage import Stage

_TENANT = "demo"
_SIGNED_S_MAX = 30
_COMMAND_S_MAX = 60
_LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class _Auditor:
    """Somebody with the public key, a login that may only read, and nothing else of the gateway's."""

    stage: Stage
    folder: Path

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run `gateway-audit` and return its exit status and what it says first."""
        command = [sys.executable, "-m", "audit", *arguments]
        environment = {**os.environ, "GATEWAY_AUDIT_DATABASE_URL": self.stage.house.reader_url}
        done = subprocess.run(  # noqa: S603  # our own module
            command, capture_output=True, text=True, check=False, timeout=_COMMAND_S_MAX, env=environment
        )
        return done.returncode, (done.stdout or done.stderr).partition("\n")[0]

    def export(self, name: str) -> tuple[int, str]:
        """Export the whole log into a new folder."""
        return self.run("export", "--tenant", _TENANT, "--out", str(self.folder / name))

    def verify(self, name: str) -> tuple[int, str]:
        """Verify an export with the published key."""
        return self.run("verify", str(self.folder / name), "--key", self.key)

    @property
    def key(self) -> str:
        """The file with the log's public key."""
        return str(Path(self.stage.house.settings.ledger.signing_key_file).with_suffix(".pub"))


def verified(stage: Stage) -> Iterator[Fact]:
    """Show an export that verifies, a receipt that was kept, and two forgeries that are found out."""
    auditor = _Auditor(stage, stage.log.parent)
    answer = stage.complete("def add(a, b):\n    return ", 8)
    request_id = answer.headers["x-gateway-request-id"]
    size = _signed(stage)
    yield Fact(f"the log's checkpoint is signed and published: {size} records", size > 0)
    code, said = auditor.export("export")
    yield Fact(said, code == 0)
    code, said = auditor.verify("export")
    yield Fact(f"offline, with the public key: {said}", code == 0)
    proof = str(auditor.folder / "record")
    auditor.run("prove", "--request-id", request_id, "--out", proof)
    receipt = ("verify-receipt", "--receipt", answer.headers["x-gateway-receipt"], "--key", auditor.key)
    code, said = auditor.run(*receipt, "--proof", f"{proof}.tlog-proof")
    yield Fact(f"the receipt of the last answer, and its proof: {said[:60]}…", code == 0)
    yield from _tampered(auditor, request_id)


def _tampered(auditor: _Auditor, request_id: str) -> Iterator[Fact]:
    """Show that the owner of the database can change a record, and not unseen."""
    change = (
        "UPDATE audit.record SET canonical = convert_to(replace(convert_from(canonical, 'UTF8'), %s, %s), 'UTF8')"
        " WHERE request_id = %s AND kind = 'completion'"
    )
    values = ('"decision":"allow"', '"decision":"block"', request_id)
    with psycopg.connect(auditor.stage.house.postgres.url(), autocommit=True) as owner:
        try:
            owner.execute(change, values)
            refused = False
        except psycopg.errors.InsufficientPrivilege:
            refused = True
        yield Fact("a record changed by the database's owner: refused by the table", refused)
        owner.execute("SET session_replication_role = replica")
        changed = owner.execute(change, values).rowcount
        yield Fact("changed all the same, with the guards switched off", changed == 1)
    auditor.export("tampered")
    code, said = auditor.verify("tampered")
    yield Fact(said, code == 1 and " at index " in said)


def _signed(stage: Stage) -> int:
    """Return the size of the published checkpoint once it has all the records; 0 if that takes too long."""
    log = stage.house.settings.log
    path = Path(log.folder) / origin_of(log.origin, _TENANT) / "checkpoint"
    with queries.reading(stage.house.reader_url) as connection:
        count = sum(1 for _ in queries.search(connection, queries.Search(tenant=_TENANT), limit=100_000))
    ends_s = time.monotonic() + _SIGNED_S_MAX
    while time.monotonic() < ends_s:
        if path.exists() and unverified(path.read_bytes()).size >= count:
            return unverified(path.read_bytes()).size
        time.sleep(_LOOK_S)
    return 0
