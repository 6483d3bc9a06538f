"""
The path of a completion. Read this first: data flows one way, and every stage returns the next value.

There is no `except` here. `ledger.attempt` appends exactly one outcome whatever happens, and the edge turns failures
into answers. `release` is the only function that lets text out, and it asks for proof.
"""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace

from gateway.errors import Forbidden, ReleaseRefused
from gateway.policy import describe
from gateway.policy.bundle import Bundle, Profile
from gateway.policy.decide import confirm, decide
from gateway.policy.rank import worst
from gateway.ports import Admission, Clock, Ledger, Model, Policies, Scanner, Seal
from gateway.prompt.compose import Layout, compose
from gateway.prompt.finish import finish
from gateway.values import (
    Action,
    Candidate,
    Choice,
    Completion,
    CompletionRequest,
    Decision,
    Prompt,
    Receipt,
    sha256_hex,
)


@dataclass(frozen=True, slots=True)
class House:
    """Everything that the path needs, put together by `gateway.app`."""

    policies: Policies
    admission: Admission
    model: Model
    scanner: Scanner
    ledger: Ledger
    seal: Seal
    clock: Clock
    layout: Layout
    prompt_chars_max: int
    candidate_chars_max: int


async def complete(request: CompletionRequest, house: House) -> Completion:
    """Answer a proven caller's request: generate, scan, decide, record, and only then release."""
    policy = house.policies.current()
    profile = _profile(request, policy)
    prompt = compose(request, house.layout, house.prompt_chars_max)
    async with (
        house.admission.slot(request.caller),
        house.ledger.attempt(describe.accepted(request, prompt, policy.revision)) as attempt,
    ):
        asked_us = house.clock.now_us()
        generated = await house.model.generate(prompt, request.candidates)
        answered_us = house.clock.now_us()
        candidates = tuple(
            finish(prompt, answer, index, house.layout, house.candidate_chars_max)
            for index, answer in enumerate(generated)
        )
        decisions = await _together(
            judge(candidate, prompt, policy, profile, house.scanner) for candidate in candidates
        )
        decided_us = house.clock.now_us()
        parts_us: tuple[tuple[str, int], ...] = (("model", answered_us - asked_us), ("scan", decided_us - answered_us))
        judged = tuple(zip(candidates, decisions, strict=True))
        outcomes = [describe.outcome(request, prompt, *pair, parts_us) for pair in judged]
        receipts = await attempt.conclude(outcomes)
        parts_us = (*parts_us, ("commit", house.clock.now_us() - decided_us))
        return release(request, judged, receipts, house.seal, parts_us)


def release(
    request: CompletionRequest,
    judged: Sequence[tuple[Candidate, Decision]],
    receipts: Sequence[Receipt],
    seal: Seal,
    parts_us: tuple[tuple[str, int], ...] = (),
) -> Completion:
    """Let the decided texts out. Refuse unless text, scan report, record and receipt agree on every one."""
    for (_, decision), receipt in zip(judged, receipts, strict=True):
        _check(request, decision, receipt, seal)
    choices = tuple(
        Choice(candidate.index, decision.text, _finish_reason(candidate, decision), decision, receipt)
        for (candidate, decision), receipt in zip(judged, receipts, strict=True)
    )
    answers = [candidate.generated for candidate, _ in judged]
    return Completion(
        request=request,
        choices=choices,
        action=worst(decision.action for _, decision in judged),
        model_id=answers[0].model_id,
        prompt_tokens=answers[0].prompt_tokens,
        completion_tokens=sum(answer.completion_tokens for answer in answers),
        parts_us=parts_us,
    )


def _check(request: CompletionRequest, decision: Decision, receipt: Receipt, seal: Seal) -> None:
    digest = sha256_hex(decision.text)
    scanned = decision.report.text_sha256 if decision.action is not Action.BLOCK else sha256_hex("")
    if not digest == decision.text_sha256 == scanned == receipt.text_sha256:
        raise ReleaseRefused("text, scan report and receipt name different hashes")
    if decision.report.unscannable is None and not decision.report.evidence:
        raise ReleaseRefused("no engine has proven that it saw the text")
    if receipt.request_id != request.request_id or receipt.policy_revision != decision.report.policy_revision:
        raise ReleaseRefused("the receipt belongs to another request or policy")
    if not seal.is_genuine(receipt):
        raise ReleaseRefused("the receipt is not the ledger's own")


async def judge(candidate: Candidate, prompt: Prompt, policy: Bundle, profile: Profile, scanner: Scanner) -> Decision:
    """Scan and decide; what a trim leaves is scanned by itself before it may leave."""
    decision = decide(await scanner.scan(candidate, prompt, policy), profile)
    if decision.action is not Action.TRIM:
        return decision
    head = replace(candidate, text=decision.text)
    return confirm(decision, await scanner.scan(head, prompt, policy), profile)


async def _together(judgements: Iterable[Coroutine[object, object, Decision]]) -> list[Decision]:
    """Judge all candidates at once; when one fails, the others do not go on alone."""
    tasks = [asyncio.create_task(judgement) for judgement in judgements]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


def _profile(request: CompletionRequest, policy: Bundle) -> Profile:
    if request.caller.profile not in policy.profiles:
        raise Forbidden(f"the token chooses a policy profile that the bundle lacks: {request.caller.profile}")
    return policy.profiles[request.caller.profile]


def _finish_reason(candidate: Candidate, decision: Decision) -> str:
    cut = decision.action in {Action.TRIM, Action.BLOCK}
    return "content_filter" if cut else candidate.generated.finish_reason
