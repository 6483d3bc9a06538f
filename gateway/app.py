"""
The composition root: the only place that knows every adapter. It owns start, drain and stop.

Started in the order in which promises need each other; nothing listens before every promise can be kept.
"""

import asyncio
import gc
import os
import secrets
import socket
import time
from functools import partial
from pathlib import Path
from typing import Self

import structlog

from audit.record import Kind
from gateway import bundles
from gateway.access import JwtAccess
from gateway.admission import InProcessAdmission
from gateway.errors import LedgerUnavailable, ModelError, ScanIncomplete
from gateway.evidence import NoEvidence, PostgresEvidence
from gateway.flow import House
from gateway.http import application
from gateway.http.edge import Edge
from gateway.http.floods import DenialFloods
from gateway.http.gate import Application
from gateway.http.health import Probe
from gateway.http.meters import Meters
from gateway.inference import TgiModel
from gateway.ledger.ledger import PostgresLedger
from gateway.prompt.compose import LAYOUTS
from gateway.scan.facts import FLOW_LANGUAGES
from gateway.scan.scanner import Scanner, worker_configuration
from gateway.scan.semgrep_pool import SemgrepPool
from gateway.scan.semgrep_settings import SemgrepSettings
from gateway.scan.settings import WorkerSettings
from gateway.scan.worker_pool import Unanalysable, WorkerPool
from gateway.settings import Settings

_log = structlog.get_logger("gateway.app")


class MonotonicClock:
    """The Clock port over the machine's monotonic clock."""

    def now_us(self) -> int:
        """Return a monotonic time in microseconds."""
        return time.monotonic_ns() // 1000


# Nobody waits for the answer of a check, so a busy machine must not fail it.
_PATIENT = SemgrepSettings(scan_ms_max=20_000, call_ms_max=60_000)
_PATIENT_WORKER = WorkerSettings(prepare_ms_max=20_000, analyse_ms_max=20_000)


async def check_policy(folder: Path) -> bundles.Report:
    """Run every rule of a bundle over its own samples, and every entry's programs, with the service's warm engines."""
    bundle = bundles.load(folder)
    pool = SemgrepPool(_PATIENT, bundle.semgrep_rules, bundle.rule_count)
    workers = WorkerPool(_PATIENT_WORKER, worker_configuration(bundle))
    try:
        await pool.start()
        await workers.start()
        return await bundles.check(folder, partial(_matches, pool), partial(_weaknesses, workers))
    finally:
        await workers.stop()
        await pool.stop()


async def _matches(pool: SemgrepPool, language: str, text: str) -> tuple[tuple[str, int], ...]:
    result = await pool.scan(language, text)
    if result.errors:
        raise ScanIncomplete(f"the engine says of a sample: {result.errors[0]}")
    return tuple((match.rule, match.line) for match in result.matches)


async def _weaknesses(workers: WorkerPool, language: str, text: str) -> frozenset[str] | None:
    """Return what the data flow reports of a program, or None if it does not read the language."""
    if language not in FLOW_LANGUAGES:
        return None
    nonce = secrets.token_hex(8)
    try:
        result = await workers.analyse(language=language, text=text, nonce=nonce)
    except Unanalysable as refusal:
        raise ScanIncomplete(refusal.detail) from None
    if result.flow_nonce != nonce:
        raise ScanIncomplete("the data flow did not prove that it ran over all of it")
    return frozenset(match.weakness for match in result.flow if match.confidence and not match.by_name)


class Service:
    """The gateway without its socket: every part, started and stopped together."""

    def __init__(self, settings: Settings) -> None:
        """Load the policy and build every part. Raises PolicyInvalid or SettingsInvalid; nothing runs yet."""
        folder = Path(settings.policy.folder) if settings.policy.folder else bundles.standard_folder()
        bundle = bundles.load(folder)
        self._settings = settings
        self._policies = bundles.BundlePolicies(bundle)
        self._access = JwtAccess(settings.access)
        self._admission = InProcessAdmission(settings.admission)
        self._model = TgiModel(settings.model)
        self._scanner = Scanner(settings.scan, bundle)
        self._ledger = PostgresLedger.from_settings(settings.ledger, create_keys=False)
        self._denials = DenialFloods(self._ledger, settings.http)
        self._evidence = (
            PostgresEvidence(settings.evidence, self._ledger, self._ledger.opener, signer=self._ledger.signer)
            if settings.evidence.url
            else NoEvidence()
        )
        self._meters = Meters()
        self._wire_meters()

    async def start(self) -> Self:
        """Start every part; when one cannot, stop the others and raise its error."""
        began = time.monotonic()
        parts = (self._access, self._ledger, self._scanner, self._model)
        results = await asyncio.gather(*(part.start() for part in parts), return_exceptions=True)
        failures = [result for result in results if isinstance(result, BaseException)]
        if failures:
            await self.stop()
            raise failures[0]
        await self._record_policy()
        await self._meet_model()
        gc.collect()
        gc.freeze()
        _log.info("service.started", ms=round((time.monotonic() - began) * 1000))
        return self

    def _wire_meters(self) -> None:
        """Let each gauge ask the part that knows, whenever somebody reads it."""
        meters = self._meters
        meters.records_lost.set_function(lambda: self._ledger.lost_count)
        meters.slots_free.set_function(lambda: self._admission.slots_free)
        meters.queue_depth.set_function(lambda: self._admission.queue_depth)
        meters.callers.set_function(lambda: self._admission.callers_count)
        meters.semgrep_processes.set_function(lambda: len(self._scanner.semgrep.process_ids))
        meters.semgrep_scans.set_function(lambda: self._scanner.semgrep.scans_running)
        meters.workers_busy.set_function(lambda: self._scanner.workers.busy_count)
        meters.baseline_scans.set_function(lambda: self._scanner.baseline_scans_count)

    async def _record_policy(self) -> None:
        """Record which policy came into force, and by whom; before a start there was none in this process."""
        bundle = self._policies.current()
        by = f"uid {os.geteuid()} on {socket.gethostname()}"
        details = {"bundle": bundle.name, "by": by, "revision_after": bundle.revision, "revision_before": ""}
        try:
            await self._ledger.record_deed(Kind.POLICY_CHANGE, "", details)
        except LedgerUnavailable as error:  # counted: a gap record will say so, and nothing is released until then
            _log.warning("policy.not_recorded", reason=error.reason)

    async def _meet_model(self) -> None:
        """Learn the model's name and revision for the records; a model that is down only keeps `/readyz` red."""
        try:
            await self._model.probe()
        except ModelError as failure:
            _log.warning("model.not_ready", kind=failure.kind, reason=failure.reason)

    async def stop(self) -> None:
        """Stop every part, the ledger last: it drains what the others still have to say."""
        try:
            await asyncio.gather(self._model.stop(), self._scanner.stop(), self._access.stop(), self._evidence.stop())
            await self._denials.stop()
        finally:
            await self._ledger.stop()

    def application(self) -> Application:
        """Return the ASGI application over the started parts."""
        edge = Edge(self._house(), self._settings.http, self._meters, self._settings.model.model_id or "default")
        return application.create(edge, self._access, self._denials, self._evidence, self._probes())

    def _house(self) -> House:
        settings = self._settings
        return House(
            policies=self._policies,
            admission=self._admission,
            model=self._model,
            scanner=self._scanner,
            ledger=self._ledger,
            seal=self._ledger.seal,
            clock=MonotonicClock(),
            layout=LAYOUTS[settings.model.layout],
            prompt_chars_max=settings.model.prompt_chars_max,
            candidate_chars_max=settings.model.answer_chars_max,
        )

    def _probes(self) -> tuple[Probe, ...]:
        return (
            Probe("ledger", self._ledger.probe, rest_s=1, wait_s_max=2),
            Probe("scanner", self._scanner.probe, rest_s=10, wait_s_max=5),
            Probe("model", self._model.probe, rest_s=5, wait_s_max=3),
        )
