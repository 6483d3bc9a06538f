"""The settings of access: addresses, proxies, issuers and every limit that applies before a caller is proven."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """Gives `role` to a token whose roles claim holds `claim_value` (a group's name at the identity provider)."""

    claim_value: str
    role: str


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """
    Chooses the policy profile `profile` for some tokens of an issuer. Give `claim_value` or `role`, not both.

    claim_value: the profile claim must equal this.
    role: the caller must hold this role, and its token must have no profile claim.
    """

    profile: str
    claim_value: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """
    One identity provider that may vouch for callers.

    issuer: the exact `iss` of its tokens.
    audience: the exact `aud` that its tokens for this gateway carry.
    audience_shared: accept an `aud` list that names others beside us. Off: those others could replay the token here.
    algorithms: the signature algorithms it uses; asymmetric ones, or HS256 alone in embedded mode.
    jwks_file, jwks_url, secret_file: where its keys are; exactly one. `secret_file` (HS256) in embedded mode only;
        `jwks_url` must be https, unless it is on loopback.
    jwks_ca_file: PEM file of the authorities that vouch for `jwks_url`; empty: the system's.
    lifetime_s_max: the longest `exp - iat` in seconds; a longer-lived token is refused.
    leeway_s: how far the two clocks may differ, in seconds.
    tenant, tenant_claim: a fixed tenant, or the claim that names it; exactly one. With a claim the issuer is trusted to
        speak for every tenant. The name is a folder's, too: each byte outside A-Z a-z 0-9 . _ - counts three, of 255.
    subject_claim, roles_claim, profile_claim: names of claims, or JSON pointers when they begin with "/"
        (`/realm_access/roles`). Roles are a list of strings, or one string with spaces between. `sub` is always needed.
    roles: what the roles claim's values mean; empty: they are our five names. Unknown values are ignored.
    profiles: which policy profile; the first match counts. A profile claim that no entry names is refused.
    profile_default: the profile of tokens without a profile claim whose roles match no entry.
    """

    issuer: str
    audience: str
    algorithms: tuple[str, ...] = ("ES256",)
    audience_shared: bool = False
    jwks_file: str = ""
    jwks_url: str = ""
    jwks_ca_file: str = ""
    secret_file: str = ""
    lifetime_s_max: int = 86_400
    leeway_s: int = 30
    tenant: str = ""
    tenant_claim: str = ""
    subject_claim: str = "sub"
    roles_claim: str = "roles"
    roles: tuple[RoleChoice, ...] = ()
    profile_claim: str = "profile"
    profiles: tuple[ProfileChoice, ...] = ()
    profile_default: str = "standard"


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """
    Who may come in, and what it may cost to find out.

    networks: CIDRs, IPv4 and IPv6, from which callers may come; whoever is elsewhere is refused.
    trusted_proxies: CIDRs of proxies whose `X-Forwarded-For` is believed. `Forwarded` (RFC 7239) is never read.
    forwarded_hops_max: how many trusted proxies may stand in a row.
    forwarded_chars_max: the longest `X-Forwarded-For` that is read.
    issuers: the identity providers; at least one.
    token_bytes_max: the largest token that is parsed at all.
    revoked_file: file with one revoked `jti` a line; lines that begin with `# ` are comments; empty: none.
    revoked_bytes_max: the largest such file.
    revoked_age_s_max: when the file cannot be read for so long, every token is refused.
    files_refresh_s: how often key and revocation files are read again.
    jwks_refresh_s: how often key sets are fetched again.
    jwks_refresh_s_min: the floor between two fetches that unknown key ids cause.
    jwks_age_s_max: how long old keys are used when every refresh fails.
    jwks_ms_max: the deadline of one load of a key set or a revocation file.
    jwks_bytes_max: the largest key set.
    embedded: whether this is the embedded mode, where a local key may stand in for an identity provider.
    """

    networks: tuple[str, ...] = ("127.0.0.1/32", "::1/128")
    trusted_proxies: tuple[str, ...] = ()
    forwarded_hops_max: int = 8
    forwarded_chars_max: int = 2048
    issuers: tuple[IssuerSettings, ...] = ()
    token_bytes_max: int = 8192
    revoked_file: str = ""
    revoked_bytes_max: int = 4_194_304
    revoked_age_s_max: float = 60.0
    files_refresh_s: float = 2.0
    jwks_refresh_s: float = 300.0
    jwks_refresh_s_min: float = 30.0
    jwks_age_s_max: float = 86_400.0
    jwks_ms_max: int = 3000
    jwks_bytes_max: int = 262_144
    embedded: bool = False
