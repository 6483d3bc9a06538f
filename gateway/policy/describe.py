"""Turn what happened to a request into events, in the auditor's words."""

from dataclasses import replace

from audit.record import Kind
from gateway.values import Candidate, CompletionRequest, Decision, Event, Prompt


def accepted(request: CompletionRequest, prompt: Prompt, policy_revision: str) -> Event:
    """Say that a request was accepted; appended while the model works."""
    return Event(
        kind=Kind.REQUEST,
        request_id=request.request_id,
        caller=request.caller,
        address=request.caller.address,
        client=request.caller.client,
        dialect=request.dialect,
        repository=request.repository,
        filepath=request.filepath,
        branch=request.branch,
        language=prompt.language,
        language_source=prompt.language_source,
        sampling=prompt.sampling,
        policy_revision=policy_revision,
        profile=request.caller.profile,
        prompt=prompt.text,
    )


def outcome(
    request: CompletionRequest,
    prompt: Prompt,
    candidate: Candidate,
    decision: Decision,
    parts_us: tuple[tuple[str, int], ...],
) -> Event:
    """Say what became of one candidate: what the model wrote, what was found, and what may leave."""
    return replace(
        accepted(request, prompt, decision.report.policy_revision),
        kind=Kind.COMPLETION,
        candidate=candidate.index,
        prompt=None,
        model_id=candidate.generated.model_id,
        model_revision=candidate.generated.model_revision,
        evidence=decision.report.evidence,
        findings=tuple(dict.fromkeys((*decision.offences, *decision.report.findings))),
        decision=decision.action,
        reasons=decision.reasons,
        completion=candidate.generated.text,
        released_sha256=decision.text_sha256,
        dropped_chars=len(candidate.text) - len(decision.text),
        parts_us=parts_us,
    )
