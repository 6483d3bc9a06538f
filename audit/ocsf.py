"""
A record as an event of OCSF 1.8.0 (https://schema.ocsf.io): API Activity, class 6003, with the profiles `ai_operation`
and `security_control`.

What OCSF has no word for is in `unmapped`, so that nothing of the record is lost. Names stay pseudonyms, texts out.
"""

from collections.abc import Mapping
from typing import Final

from audit.events import PRODUCT, Gravity, Placed, detail, document, gravity
from audit.record import Json, Kind, Record

SCHEMA_VERSION: Final = "1.8.0"
_CATEGORY: Final = 6
_CLASS: Final = 6003
_OTHER: Final = 99
_US_PER_MS: Final = 1000
_ACTIVITIES: Final[Mapping[Kind, tuple[int, str]]] = {
    Kind.REQUEST: (1, "Create"),
    Kind.COMPLETION: (1, "Create"),
    Kind.SEGMENT: (1, "Create"),
    Kind.SEARCH: (2, "Read"),
    Kind.EXPORT: (2, "Read"),
    Kind.POLICY_CHANGE: (3, "Update"),
    Kind.HOLD: (3, "Update"),
    Kind.DROP: (4, "Delete"),
    Kind.SHRED: (4, "Delete"),
}
_ACTIONS: Final[Mapping[str, tuple[int, str, int, str]]] = {
    "allow": (1, "Allowed", 1, "Allowed"),
    "flag": (3, "Observed", 15, "Detected"),
    "trim": (4, "Modified", 11, "Corrected"),
    "block": (2, "Denied", 2, "Blocked"),
}
_REFUSED: Final = (2, "Denied", 26, "Unauthorized")
_SEVERITIES: Final[Mapping[Gravity, str]] = {one: one.name.capitalize() for one in Gravity}
_USER: Final = 1
_ROLE_USER: Final = 1
_ROLE_ASSISTANT: Final = 2
_SHA256: Final = 3


def render(placed: Placed) -> dict[str, Json]:
    """Return the event as a JSON object; it has every attribute that the class requires."""
    record = placed.record
    activity_id, activity = _ACTIVITIES.get(record.kind, (_OTHER, record.kind.value))
    severity = gravity(record)
    plain = document(placed)
    event: dict[str, Json] = {
        "activity_id": activity_id,
        "activity_name": activity,
        "category_uid": _CATEGORY,
        "category_name": "Application Activity",
        "class_uid": _CLASS,
        "class_name": "API Activity",
        "type_uid": _CLASS * 100 + activity_id,
        "type_name": f"API Activity: {activity}",
        "severity_id": int(severity),
        "severity": _SEVERITIES[severity],
        "time": record.time_us // _US_PER_MS,
        "metadata": _metadata(placed),
        "actor": _actor(record),
        "api": {
            "operation": f"{record.kind.value} {record.route}".strip(),
            "request": {"uid": record.request_id},
            "service": {"name": PRODUCT},
        },
        "src_endpoint": {"uid": record.address} if record.address else {"svc_name": PRODUCT},
        "raw_data_hash": {"algorithm": "SHA-256", "algorithm_id": _SHA256, "value": plain["leaf"]},
        "unmapped": plain,
    }
    return event | _status(record) | _model(record) | _control(record) | _http(record) | _aggregate(record)


def _metadata(placed: Placed) -> dict[str, Json]:
    record = placed.record
    metadata: dict[str, Json] = {
        "version": SCHEMA_VERSION,
        "product": {"name": PRODUCT, "vendor_name": PRODUCT},
        "profiles": ["ai_operation", "security_control"],
        "uid": record.record_id,
        "correlation_uid": record.request_id,
        "event_code": record.kind.value,
        "log_name": placed.origin,
        "tenant_uid": record.tenant,
    }
    return metadata if placed.index is None else metadata | {"sequence": placed.index}


def _actor(record: Record) -> dict[str, Json]:
    if record.caller is None:
        return {"app_name": record.client or PRODUCT}
    groups: list[Json] = [{"name": role} for role in record.caller.roles]
    return {"user": {"uid": record.caller.subject, "type_id": _USER, "groups": groups}}


def _status(record: Record) -> dict[str, Json]:
    if record.failure is None:
        return {"status_id": 1, "status": "Success"}
    reason = {"status_code": record.failure.kind, "status_detail": record.failure.reason}
    return {"status_id": 2, "status": "Failure", **reason}


def _model(record: Record) -> dict[str, Json]:
    """Return what the profile `ai_operation` adds."""
    if record.kind not in {Kind.REQUEST, Kind.COMPLETION, Kind.SEGMENT}:
        return {}
    role = _ROLE_USER if record.kind is Kind.REQUEST else _ROLE_ASSISTANT
    context: dict[str, Json] = {"uid": record.request_id, "ai_role_id": role, "service": {"name": PRODUCT}}
    if record.client:
        context["application"] = {"name": record.client}
    if record.model is None or not record.model.id:
        return {"message_context": context}
    model = {"ai_provider": "Internal", "name": record.model.id, "version": record.model.revision}
    return {"message_context": context, "ai_model": {key: value for key, value in model.items() if value}}


def _control(record: Record) -> dict[str, Json]:
    """Return what the profile `security_control` adds."""
    known = _REFUSED if record.kind is Kind.DENIAL else _ACTIONS.get(record.decision or "")
    if known is None:
        return {}
    action_id, action, disposition_id, disposition = known
    policy: dict[str, Json] = {}
    if record.policy_revision:
        policy = {"policy": {"uid": record.policy_revision, "name": record.profile or "", "is_applied": True}}
    return {
        "action_id": action_id,
        "action": action,
        "disposition_id": disposition_id,
        "disposition": disposition,
        **policy,
    }


def _http(record: Record) -> dict[str, Json]:
    parts: dict[str, Json] = {}
    if record.route:
        parts["http_request"] = {"url": {"path": record.route}, "user_agent": record.client}
    if record.repository:
        parts["resources"] = [{"type": "repository", "name": record.repository}]
    return parts


def _aggregate(record: Record) -> dict[str, Json]:
    """Return how often and when, of a record that stands for many events."""
    count, first, last = (detail(record, name) for name in ("count", "from_us", "to_us"))
    if count is None or first is None or last is None:
        return {}
    span: dict[str, Json] = {"start_time": first // _US_PER_MS, "end_time": last // _US_PER_MS}
    return {"count": count, "duration": last // _US_PER_MS - first // _US_PER_MS, **span}
