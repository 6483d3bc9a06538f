"""
What proven claims mean: who the caller is, whose tenant it belongs to, what it may do, and until when.

Pure: the time comes in as an argument. Nothing is guessed: a claim of another type than expected is a refusal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from audit.checkpoint import TENANT_BYTES_MAX, is_publishable
from gateway.access.settings import IssuerSettings
from gateway.errors import Forbidden, SettingsInvalid, Unauthenticated
from gateway.values import Role

type Claims = Mapping[str, object]

_SUBJECT_CHARS_MAX = 256
_TENANT_CHARS_MAX = 64
_TOKEN_ID_CHARS_MAX = 256
_ROLES_COUNT_MAX = 256
_TIME_S_MAX = 253_402_300_799  # the end of the year 9999
_TOO_LONG = (
    f"a tenant's log is published in a folder of its name, where each byte outside A-Z a-z 0-9 . _ - takes three:"
    f" at most {TENANT_BYTES_MAX} bytes (28 Chinese characters, say)"
)
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a proven token speaks for."""

    subject: str
    tenant: str
    token_id: str
    issuer: str
    roles: frozenset[Role]
    profile: str


def check_issuer(issuer: IssuerSettings) -> None:
    """Raise SettingsInvalid if the issuer's settings cannot name a caller."""
    name = f"issuer {issuer.issuer!r}"
    if not issuer.issuer or not issuer.audience:
        raise SettingsInvalid(f"{name}: issuer and audience may not be empty")
    if bool(issuer.tenant) == bool(issuer.tenant_claim):
        raise SettingsInvalid(f"{name}: give exactly one of tenant and tenant_claim")
    if not is_publishable(issuer.tenant):
        raise SettingsInvalid(f"{name}: tenant: {_TOO_LONG}")
    if issuer.lifetime_s_max <= 0 or issuer.leeway_s < 0:
        raise SettingsInvalid(f"{name}: lifetime_s_max must be above 0, leeway_s not below")
    if not issuer.subject_claim or not issuer.roles_claim or not issuer.profile_default:
        raise SettingsInvalid(f"{name}: subject_claim, roles_claim and profile_default may not be empty")
    roles = [choice.role for choice in issuer.roles] + [choice.role for choice in issuer.profiles if choice.role]
    unknown = [role for role in roles if role not in _ROLES]
    if unknown:
        raise SettingsInvalid(f"{name}: {unknown[0]!r} is no role; roles are {', '.join(_ROLES)}")
    if any(bool(choice.role) == bool(choice.claim_value) or not choice.profile for choice in issuer.profiles):
        raise SettingsInvalid(f"{name}: each of profiles needs a profile, and exactly one of claim_value and role")


def check_times(claims: Claims, issuer: IssuerSettings, now_s: float) -> None:
    """Raise Unauthenticated unless the token is valid now and never was valid for too long."""
    expires_s, issued_s = _time(claims, "exp"), _time(claims, "iat")
    if expires_s + issuer.leeway_s <= now_s:
        raise Unauthenticated("the token has expired (exp)")
    if issued_s > now_s + issuer.leeway_s:
        raise Unauthenticated("the token comes from the future (iat)")
    if "nbf" in claims and _time(claims, "nbf") > now_s + issuer.leeway_s:
        raise Unauthenticated("the token is not valid yet (nbf)")
    if expires_s <= issued_s:
        raise Unauthenticated("the token expires before it was issued")
    if expires_s - issued_s > issuer.lifetime_s_max:
        raise Unauthenticated(f"the token lives longer than {issuer.lifetime_s_max} s (exp - iat)")


def check_audience(claims: Claims, issuer: IssuerSettings) -> None:
    """Raise Unauthenticated unless the token is meant for us, and for nobody else unless the settings allow it."""
    audience = claims.get("aud")
    if audience in (issuer.audience, [issuer.audience]):
        return
    if issuer.audience_shared and isinstance(audience, list) and issuer.audience in audience:
        return
    raise Unauthenticated("the token is not for this gateway alone (aud)")


def identify(claims: Claims, issuer: IssuerSettings) -> Identity:
    """Return who the claims speak for; raise Unauthenticated for an unusable claim, Forbidden for want of a role."""
    _text(claims, "sub", _SUBJECT_CHARS_MAX)
    token_id = _text(claims, "jti", _TOKEN_ID_CHARS_MAX)
    if " " in token_id:
        raise Unauthenticated("claim 'jti' holds a blank")
    roles = _roles(claims, issuer)
    if not roles:
        raise Forbidden("the token gives no role that this gateway knows")
    return Identity(
        subject=_text(claims, issuer.subject_claim, _SUBJECT_CHARS_MAX),
        tenant=issuer.tenant or _tenant(claims, issuer.tenant_claim),
        token_id=token_id,
        issuer=issuer.issuer,
        roles=roles,
        profile=_profile(claims, issuer, roles),
    )


def _tenant(claims: Claims, name: str) -> str:
    """Return the tenant that a claim names; raise Unauthenticated for one whose log could not be published."""
    tenant = _text(claims, name, _TENANT_CHARS_MAX)
    if not is_publishable(tenant):
        raise Unauthenticated(f"claim {name!r}: {_TOO_LONG}")
    return tenant


def _find(claims: Claims, name: str) -> object:
    """Return the claim of this name or JSON pointer, or None."""
    if not name.startswith("/"):
        return claims.get(name)
    value: object = claims
    for step in name[1:].split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(claims: Claims, name: str, chars_max: int) -> str:
    """Return a claim that is a short, printable text without blanks at its ends; raise Unauthenticated if it is not."""
    value = _find(claims, name)
    if not isinstance(value, str) or not value or len(value) > chars_max:
        raise Unauthenticated(f"claim {name!r} is no text of 1 to {chars_max} characters")
    if not value.isprintable() or value != value.strip():
        raise Unauthenticated(f"claim {name!r} holds control characters, or blanks at its ends")
    return value


def _time(claims: Claims, name: str) -> int:
    """Return a time in whole seconds since 1970; raise Unauthenticated for any other type, bool and float included."""
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _TIME_S_MAX:
        raise Unauthenticated(f"claim {name!r} is no whole number of seconds since 1970")
    return value


def _roles(claims: Claims, issuer: IssuerSettings) -> frozenset[Role]:
    """Return the roles that the claim gives; unknown values are ignored."""
    value = _find(claims, issuer.roles_claim)
    names = value.split(" ") if isinstance(value, str) else value
    if not isinstance(names, list) or len(names) > _ROLES_COUNT_MAX:
        return frozenset()
    given = {name for name in names if isinstance(name, str)}
    if issuer.roles:
        return frozenset(_ROLES[choice.role] for choice in issuer.roles if choice.claim_value in given)
    return frozenset(_ROLES[name] for name in given if name in _ROLES)


def _profile(claims: Claims, issuer: IssuerSettings, roles: frozenset[Role]) -> str:
    """Return the first profile that matches; raise Forbidden for a profile claim that the settings do not know."""
    wanted = _find(claims, issuer.profile_claim) if issuer.profile_claim else None
    if wanted is not None:
        for choice in issuer.profiles:
            if choice.claim_value and choice.claim_value == wanted:
                return choice.profile
        raise Forbidden("the token's profile claim is not in access.issuers.profiles")
    for choice in issuer.profiles:
        if choice.role and choice.role in roles:
            return choice.profile
    return issuer.profile_default
