"""Addresses: where a caller is, and whether it may come from there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.access import AccessSettings
from gateway.access.addresses import Addresses
from gateway.errors import Forbidden, SettingsInvalid

ADDRESSES = Addresses(
    AccessSettings(
        networks=("10.0.0.0/8", "2001:db8::/32", "::ffff:192.168.1.0/120", "203.0.113.7"),
        trusted_proxies=("172.16.0.0/12", "fd00::/8"),
        forwarded_hops_max=3,
        forwarded_chars_max=200,
    )
)
PROXY = "172.16.0.1"


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        # no proxy: the peer counts
        ("10.1.2.3", None, "10.1.2.3"),
        ("2001:DB8:0:0::1", None, "2001:db8::1"),
        ("::ffff:10.1.2.3", None, "10.1.2.3"),
        ("192.168.1.9", None, "192.168.1.9"),
        ("203.0.113.7", None, "203.0.113.7"),
        ("10.1.2.3", "10.9.9.9", "10.1.2.3"),
        ("10.1.2.3", "garbage", "10.1.2.3"),
        # through proxies
        (PROXY, "10.1.2.3", "10.1.2.3"),
        ("::ffff:172.16.0.1", "10.1.2.3", "10.1.2.3"),
        ("fd00::1", "[2001:db8::7]:443", "2001:db8::7"),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (PROXY, "10.1.2.3:5555", "10.1.2.3"),
        (PROXY, "[::ffff:10.1.2.3]", "10.1.2.3"),
        (PROXY, "10.6.6.6, 10.1.2.3", "10.1.2.3"),
        (PROXY, "garbage, 10.1.2.3", "10.1.2.3"),
        (PROXY, "10.1.2.3, 172.16.0.9", "10.1.2.3"),
        (PROXY, "\t10.1.2.3 ,172.16.0.9, fd00::3", "10.1.2.3"),
    ],
)
def test_who_is_let_in(peer: str, forwarded: str | None, expected: str) -> None:
    """The address is the first, from the right, that is not a trusted proxy's."""
    assert expected == ADDRESSES.prove(peer, forwarded)


@pytest.mark.parametrize(
    ("peer", "forwarded"),
    [
        ("11.0.0.1", None),
        ("11.0.0.1", "10.1.2.3"),
        ("192.168.2.1", None),
        ("2001:db9::1", None),
        ("", None),
        ("unix:", None),
        ("testclient", None),
        ("10.1.2.3%eth0", None),
        ("fe80::1%eth0", None),
        ("010.1.2.3", None),
        ("10.1.2", None),
        ("0x0a010203", None),
        ("167838211", None),
        (" 10.1.2.3", None),
        ("1" * 5000, None),
        (PROXY, None),
        (PROXY, ""),
        (PROXY, "10.1.2.3,"),
        (PROXY, "10.1.2.3, ,172.16.0.9"),
        (PROXY, "10.1.2.3, 11.0.0.1"),
        (PROXY, "unknown"),
        (PROXY, "_hidden"),
        (PROXY, '"10.1.2.3"'),
        (PROXY, "for=10.1.2.3"),
        (PROXY, "10.1.2.3:"),
        (PROXY, "10.1.2.3:x"),
        (PROXY, "10.1.2.3:99999"),
        (PROXY, "10.1.2.3:\u0661"),
        (PROXY, "[10.1.2.3]"),
        (PROXY, "[2001:db8::7"),
        (PROXY, "[2001:db8::7]443"),
        (PROXY, "[2001:db8::7%1]"),
        (PROXY, "2001:db8::7]"),
        (PROXY, "10.1.2.3\x00"),
        (PROXY, "\u0661\u0660.1.2.3"),
        (PROXY, "10.1.2.3, 172.16.0.2, 172.16.0.3, 172.16.0.4"),
        (PROXY, "x" * 201),
    ],
)
def test_who_is_not(peer: str, forwarded: str | None) -> None:
    """Off the list, unreadable, or behind a chain that cannot be believed."""
    with pytest.raises(Forbidden):
        ADDRESSES.prove(peer, forwarded)


@given(
    peer=st.ip_addresses(network="10.0.0.0/8").map(str) | st.ip_addresses(v=6).map(str) | st.ip_addresses(v=4).map(str),
    forwarded=st.text() | st.lists(st.ip_addresses().map(str)).map(", ".join),
)
@settings(max_examples=200, deadline=None)
def test_a_peer_that_is_no_trusted_proxy_cannot_forward(peer: str, forwarded: str) -> None:
    """Whatever it writes into the header, the outcome is as without the header."""
    outsider = Addresses(AccessSettings(networks=("10.0.0.0/8", "2001:db8::/32"), trusted_proxies=("192.0.2.1/32",)))
    if peer in {"192.0.2.1", "::ffff:192.0.2.1"}:
        return

    assert _outcome(outsider, peer, None) == _outcome(outsider, peer, forwarded)


@given(left=st.text(max_size=100))
@settings(max_examples=100, deadline=None)
def test_what_a_caller_writes_left_of_its_own_address_changes_nothing(left: str) -> None:
    """A proxy appends; what stood in the header before is never looked at."""
    assert "10.1.2.3" == ADDRESSES.prove(PROXY, f"{left},10.1.2.3")


def _outcome(addresses: Addresses, peer: str, forwarded: str | None) -> str:
    """Return the address, or that there is none."""
    try:
        return addresses.prove(peer, forwarded)
    except Forbidden:
        return "forbidden"


@pytest.mark.parametrize(
    "wrong",
    [
        AccessSettings(networks=()),
        AccessSettings(networks=("10.0.0.1/8",)),
        AccessSettings(networks=("everywhere",)),
        AccessSettings(trusted_proxies=("10.0.0.0/33",)),
    ],
)
def test_settings_that_say_nothing_clear_are_refused(wrong: AccessSettings) -> None:
    """A CIDR with host bits, or none at all, stops the start."""
    with pytest.raises(SettingsInvalid):
        Addresses(wrong)
