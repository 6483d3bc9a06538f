"""
Access: who may come in. A caller is proven by address AND token; both must hold.

Nothing here reads the request's body, and no reason for a denial ever reaches the caller.
"""

from gateway.access.access import JwtAccess
from gateway.access.issue import EmbeddedIssuer
from gateway.access.settings import AccessSettings, IssuerSettings, ProfileChoice, RoleChoice

__all__ = ["AccessSettings", "EmbeddedIssuer", "IssuerSettings", "JwtAccess", "ProfileChoice", "RoleChoice"]
