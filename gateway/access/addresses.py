"""
Where a caller really is: the TCP peer, or, behind proxies that we trust, what they say of it.

`X-Forwarded-For` is walked from right to left, through trusted proxies only; the first address that is not one of them
is the caller's. What stands left of it was written by the caller and is not looked at. From a peer that is no trusted
proxy the header is not read at all. `Forwarded` (RFC 7239) is never read. Several header lines must have been joined
with commas, in order, before they come here.
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from gateway.access.settings import AccessSettings
from gateway.errors import Forbidden, SettingsInvalid

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network

_ADDRESS_CHARS_MAX = 64
_ENTRY_CHARS_MAX = 80
_PARSED_COUNT_MAX = 4096  # the same few addresses come again and again
_MAPPED_BITS = 96
_PORT_MAX = 65_535
_PORT_DIGITS_MAX = 5


class Networks:
    """A set of CIDRs that answers in time proportional to the number of distinct prefix lengths, not of CIDRs."""

    def __init__(self, cidrs: Iterable[str], *, setting: str) -> None:
        """Compile the CIDRs; raise SettingsInvalid, naming the setting, for one that is none."""
        prefixes: dict[tuple[int, int], set[int]] = {}
        for cidr in cidrs:
            network = _network(cidr, setting)
            shift = network.max_prefixlen - network.prefixlen
            prefixes.setdefault((network.version, shift), set()).add(int(network.network_address) >> shift)
        self._v4 = tuple((shift, frozenset(bits)) for (version, shift), bits in prefixes.items() if version == 4)  # noqa: PLR2004 - the protocol's number
        self._v6 = tuple((shift, frozenset(bits)) for (version, shift), bits in prefixes.items() if version == 6)  # noqa: PLR2004 - the protocol's number

    def __contains__(self, address: Address) -> bool:
        """Return whether the address lies in one of the CIDRs."""
        number = int(address)
        table = self._v4 if isinstance(address, IPv4Address) else self._v6
        return any(number >> shift in bits for shift, bits in table)


def _network(cidr: str, setting: str) -> Network:
    """Return the network, with IPv4-mapped IPv6 written as IPv4."""
    try:
        network = ip_network(cidr, strict=True)
    except ValueError as error:
        raise SettingsInvalid(f"access.{setting}: {cidr!r} is no network ({error}); write it as 10.0.0.0/8") from None
    if isinstance(network, IPv6Network) and network.prefixlen >= _MAPPED_BITS:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return IPv4Network((mapped, network.prefixlen - _MAPPED_BITS))
    return network


@lru_cache(maxsize=_PARSED_COUNT_MAX)
def parse(text: str) -> Address | None:
    """Return the address, IPv4-mapped IPv6 as IPv4, or None: for anything else, and for scope ids."""
    if len(text) > _ADDRESS_CHARS_MAX or "%" in text:
        return None
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def parse_entry(entry: str) -> Address | None:
    """Return the address of one `X-Forwarded-For` entry: bare, `[v6]`, `v4:port` or `[v6]:port`; None if malformed."""
    text = entry.strip(" \t")
    if len(text) > _ENTRY_CHARS_MAX:
        return None
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or ":" not in host or (rest and not (rest.startswith(":") and _is_port(rest[1:]))):
            return None
        return parse(host)
    if text.count(":") == 1:
        host, _, port = text.partition(":")
        return parse(host) if _is_port(port) else None
    return parse(text)


def _is_port(text: str) -> bool:
    """Return whether the text is a decimal port number."""
    return text.isascii() and text.isdigit() and len(text) <= _PORT_DIGITS_MAX and int(text) <= _PORT_MAX


class Addresses:
    """Finds the caller's address and holds it against the allowlist."""

    def __init__(self, settings: AccessSettings) -> None:
        """Compile allowlist and proxies; raise SettingsInvalid for a bad CIDR or an allowlist that allows nobody."""
        if not settings.networks:
            raise SettingsInvalid("access.networks is empty, so nobody could come in; list the callers' networks")
        self._allowed = Networks(settings.networks, setting="networks")
        self._proxies = Networks(settings.trusted_proxies, setting="trusted_proxies")
        self._hops_max = settings.forwarded_hops_max
        self._chars_max = settings.forwarded_chars_max

    def prove(self, peer: str, forwarded: str | None) -> str:
        """Return the caller's address if it is on the allowlist; raise Forbidden if not, or if it cannot be told."""
        address = self.locate(peer, forwarded)
        if address not in self._allowed:
            denial = Forbidden("the address is not in access.networks")
            denial.address = str(address)
            raise denial
        return str(address)

    def locate(self, peer: str, forwarded: str | None) -> Address:
        """Return where the caller is; raise Forbidden for a peer, entry or chain that cannot be read."""
        address = parse(peer)
        if address is None:
            raise Forbidden("the peer's address cannot be read")
        if forwarded is None or address not in self._proxies:
            return address
        if len(forwarded) > self._chars_max:
            raise Forbidden(f"x-forwarded-for is longer than {self._chars_max} characters")
        return self._walk(forwarded)

    def _walk(self, forwarded: str) -> Address:
        """Walk from right to left to the first address that is no trusted proxy, or to the left end."""
        entries = forwarded.split(",")
        for hop, entry in enumerate(reversed(entries), start=1):
            address = parse_entry(entry)
            if address is None:
                raise Forbidden("x-forwarded-for holds an entry that is no address")
            if address not in self._proxies or hop == len(entries):
                return address
            if hop >= self._hops_max:
                break
        raise Forbidden(f"x-forwarded-for names more than {self._hops_max} trusted proxies in a row")
