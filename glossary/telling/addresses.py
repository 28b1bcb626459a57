"""Where a message may go: an address of the public internet and nothing else, however it is spelled.

An address is judged twice: as it is written when a webhook is made, and at every attempt by what its name resolves to.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from glossary.faults import Fault
from glossary.model import Value
from glossary.telling.values import Telling

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

MOST_CHARACTERS = 2000
_PLAIN = re.compile(r"[\x21-\x7e]+", re.ASCII)
_LABEL = r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*\.[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])", re.ASCII)
_LITERAL = re.compile(r"[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", re.ASCII)
_LOCAL = frozenset(
    ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion"]
)
_SPECIAL = tuple(
    ip_network(each)  # registered as not public (IANA), which some Pythons do not know yet
    for each in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100:0:0:1::/64", "2001::/23", "3fff::/20")
)
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


class Aim(Value, frozen=True, kw_only=True):
    """An address taken apart: the host is a name or a plain IP address, the path includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as the header `Host` has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"http": 80, "https": 443}[self.scheme] else f"{host}:{self.port}"


class Refused(Exception):
    """An address that is not asked; the code of the fault says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def faults(url: str, settings: Telling) -> Iterator[Fault]:
    """What is wrong with the address of a webhook as it is written."""
    try:
        aimed(url, settings)
    except Refused as refused:
        yield Fault("/url", refused.code)


def aimed(url: str, settings: Telling) -> Aim:
    """An address taken apart, if it may be asked as far as its spelling tells. Raises `Refused`."""
    if len(url) > MOST_CHARACTERS or not _PLAIN.fullmatch(url) or "\\" in url:
        raise Refused("bad-webhook-address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused("bad-webhook-address") from error
    if parts.scheme not in (("http", "https") if settings.plain_http else ("https",)):
        raise Refused("webhook-needs-https")
    if not host or "@" in parts.netloc or parts.fragment:
        raise Refused("bad-webhook-address")
    port = port if port is not None else {"http": 80, "https": 443}[parts.scheme]
    if port not in settings.ports:
        raise Refused("webhook-port")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Aim(scheme=parts.scheme, host=_host(host, settings), port=port, path=path)


def resolved(aim: Aim, settings: Telling, resolve: Resolve) -> list[str]:
    """The addresses behind a host, which are the only ones that may then be asked. Raises `Refused`.

    Where one of them may not be asked, none is: a name that leads to both is a trick.
    """
    try:
        found = [ip_address(each) for each in resolve(aim.host, aim.port)]
    except (OSError, ValueError, UnicodeError) as error:
        raise Refused("webhook-unresolved") from error
    if not found:
        raise Refused("webhook-unresolved")
    if not all(may_be_asked(each, settings) for each in found):
        raise Refused("private-address")
    return [str(each) for each in found]


def may_be_asked(address: Address, settings: Telling) -> bool:
    """Whether an address is public, also every one that is wrapped in it, or in a network that the settings name."""
    if any(address in network for network in settings.networks if network.version == address.version):
        return True
    return all(_is_public(each) for each in (address, *_wrapped(address)))


def from_the_system(host: str, port: int) -> list[str]:
    """What this machine's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _host(host: str, settings: Telling) -> str:
    """A host that is a name of the public internet, or a plainly written address that may be asked."""
    if _LITERAL.fullmatch(host):
        return _literal(host, settings)
    name = host.removesuffix(".")
    if not _NAME.fullmatch(name):
        raise Refused("bad-webhook-address")
    if name.lower().rpartition(".")[2] in _LOCAL:
        raise Refused("private-address")
    return name.lower()


def _literal(host: str, settings: Telling) -> str:
    try:
        address = ip_address(host)
    except ValueError as error:
        raise Refused("bad-webhook-address") from error
    if not may_be_asked(address, settings):
        raise Refused("private-address")
    return str(address)


def _is_public(address: Address) -> bool:
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    local = address.is_link_local or address.is_private or getattr(address, "is_site_local", False)
    return address.is_global and not special and not local and not any(address in each for each in _SPECIAL)


def _wrapped(address: Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries: mapped, compatible, 6to4, Teredo, NAT64, ISATAP."""
    if isinstance(address, IPv4Address):
        return
    bits = int(address)
    yield from filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())))
    if any(address in network for network in (*_NAT64, _COMPATIBLE)) or (bits >> 32) & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(bits & 0xFFFFFFFF)
