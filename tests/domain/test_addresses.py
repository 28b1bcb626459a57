"""Messages go to the public internet and nowhere else, however an address is spelled and whatever its name leads to."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_network
from itertools import chain, repeat

import pytest

from glossary import Glossary, InvalidContent
from glossary.telling import Telling
from glossary.telling.addresses import Resolve, faults
from glossary.telling.posting import Courier
from tests.receivers import receiving

LOOPBACK = """
    127.0.0.1 127.1 127.0.1 127.255.255.254 127.000.000.001 0127.0.0.1 0177.0.0.1 0177.1 017700000001 0x7f.0.0.1
    0x7f.1 0x7f000001 0x7F000001 0x7f.0x0.0x0.0x1 0X7F.0.0.01 2130706433 02130706433 4294967296 0.0.0.0 0 0x0 00.0.0.0
    127.0.0.1. 127.1. 2130706433. localhost localhost. LOCALHOST LocalHost. localhost.localdomain ip6-localhost
    foo.localhost a.b.localhost. printer.local db.internal intranet www.intranet server.corp 1.0.0.127.in-addr.arpa
    [::1] [::] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [::127.0.0.1] [::7f00:1]
    [::ffff:127.0.0.1] [::FFFF:127.0.0.1] [::ffff:7f00:1] [::ffff:7f00:0001] [0:0:0:0:0:ffff:127.0.0.1]
    [0:0:0:0:0:ffff:7f00:1] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1]
    [64:ff9b:1::127.0.0.1] [2002:7f00:1::] [2002:7f00:0001::1] [2001:0:7f00:1::]
    [2001:0000:4136:e378:8000:63bf:80ff:fffe]
    [fe80::5efe:127.0.0.1] [2001:4860::5efe:7f00:1] [2001:4860::200:5efe:127.0.0.1] [::1%lo] [::1%25lo] [::1%251]
"""
PRIVATE = """
    10.0.0.1 10.255.255.255 10.1 0xa000001 167772161 012.0.0.1 172.16.0.1 172.31.255.255 0xac.0x10.0.1 192.168.0.1
    192.168.1 3232235521 0xc0a80001 0300.0250.0.1 169.254.169.254 169.254.1 2852039166 0xa9fea9fe 0251.0376.0251.0376
    100.64.0.1 100.127.255.255 192.0.0.1 192.0.0.170 192.0.2.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
    224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 0.1.2.3 [fe80::1] [fe80::1%eth0] [fe80::1%25eth0] [fc00::1]
    [fd00::1] [fd12:3456:789a::1] [fec0::1] [ff02::1] [ff0e::1] [100::1] [2001:db8::1] [2001:10::1] [5f00::1]
    [::ffff:10.0.0.1] [::ffff:192.168.0.1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::10.0.0.1]
    [64:ff9b::10.0.0.1] [64:ff9b::a9fe:a9fe] [2002:a00:1::] [2002:c0a8:1::1] [2002:a9fe:a9fe::]
    [2001:0:a00:1::f5ff:fffe] [fd00:ec2::254] 192.0.0.8 192.0.0.9 192.0.0.255 192.88.99.1 [3fff::1] [3fff:fff::1]
    [2001:1::1] [2001:20::1] [2001:1ff:ffff::1] [100:0:0:1::1] [64:ff9b:1:808:8:800::] [::ffff:192.88.99.1]
    [2002:c058:6301::1]
"""
TRICKS = """
    user@127.0.0.1 user:word@127.0.0.1 127.0.0.1@example.com example.com@127.0.0.1 example.com:80@127.0.0.1
    127.0.0.1#@example.com 127.0.0.1?@example.com 127.0.0.1\\@example.com example.com\\@127.0.0.1
    127.0.0.1%00.example.com
    127.0.0.1%2f.example.com %31%32%37.0.0.1 127%2e0%2e0%2e1 １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1
    127．0．0．1 127｡0｡0｡1
    ｌocalhost ⓛⓞⓒⓐⓛⓗⓞⓢⓣ xn--127-0-0-1 localhoſt 127.0.0.1\t 127.0.0.1\r\nHost:example.com 127.0.0.1\x00 \x7f127.0.0.1
    [::1]. [::1]example.com [[::1]] ::1 [127.0.0.1] [localhost] [v1.127.0.0.1] 127.0.0.1:99999 127.0.0.1:-1 127..0.0.1
    .127.0.0.1 127.0.0 1.2.3.4.5 256.1.1.1 0x7g.1 127.0.0.1,example.com -example.com example-.com exa_mple .. .
"""
# A space would part them, so these stand for themselves.
SPACED = (" 127.0.0.1", "127.0.0.1 ", "127.0. 0.1", "example.com 127.0.0.1", "")
SPELLINGS = tuple(dict.fromkeys([*LOOPBACK.split(" "), *PRIVATE.split(" "), *TRICKS.split(" ")]))
HOSTS = (*filter(None, (each.strip(" \n") for each in SPELLINGS)), *SPACED)
SCHEMES = "file:///etc/passwd gopher://127.0.0.1/ ftp://example.com/ //example.com/ javascript:alert(1) data:, ldap://a.example"
OPEN = Telling(plain_http=True, ports=frozenset(range(65536)))

_connects: list[object] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        _connects.append(arguments[1])


sys.addaudithook(_note)


@pytest.fixture
def connects() -> Iterator[list[object]]:
    """Every address that this process connects to during a test."""
    _connects.clear()
    yield _connects
    _connects.clear()


def leading_to(*addresses: str) -> Resolve:
    """The only fake: a resolver whose names lead where an attacker lets them lead, each time to the next."""
    answers = chain(addresses[:-1], repeat(addresses[-1]))
    return lambda _host, _port: next(answers).split()


def test_there_are_more_than_a_hundred_spellings() -> None:
    assert len(set(HOSTS)) > 150


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_of_a_private_address_is_asked(scheme: str, connects: list[object]) -> None:
    with receiving() as canary:
        courier = Courier(OPEN)
        for host in HOSTS:
            for address in (f"{scheme}://{host}:{canary.server_port}/", f"{scheme}://{host}/"):
                outcome = courier.post(address, b"{}", {})
                assert (outcome.status, outcome.problem is None) == (None, False), address
                assert connects == [], address
        assert canary.taken == []


def test_a_spelling_of_a_private_address_makes_no_webhook(trial: Glossary) -> None:
    webhooks = trial.webhooks
    webhooks.settings = OPEN
    webhooks.resolve = leading_to("127.0.0.1")
    for host in HOSTS:
        with pytest.raises(InvalidContent):
            webhooks.make(f"https://{host}/", (), "p-admin")
    assert webhooks.all() == []


@pytest.mark.parametrize("address", SCHEMES.split())
def test_nothing_but_the_web_is_asked(address: str, connects: list[object]) -> None:
    assert Courier(OPEN).post(address, b"{}", {}).status is None
    assert connects == []


@pytest.mark.parametrize(
    "answers",
    ["127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0", "0.0.0.0",
     "93.184.216.34 127.0.0.1", "2606:4700::1111 ::1", "169.254.169.254", "224.0.0.1", ""],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_asked_even_if_it_leads_outside_too(
    answers: str, connects: list[object]
) -> None:
    outcome = Courier(OPEN, leading_to(answers)).post("http://rebound.example/", b"{}", {})
    assert outcome.problem in ("private-address", "webhook-unresolved")
    assert connects == []


def test_a_name_that_was_public_when_it_was_judged_is_judged_again(connects: list[object]) -> None:
    resolve = leading_to("93.184.216.34", "127.0.0.1")
    assert resolve("rebound.example", 80) == ["93.184.216.34"]
    assert Courier(OPEN, resolve).post("http://rebound.example/", b"{}", {}).problem == "private-address"
    assert connects == []


def test_the_address_that_was_judged_is_the_one_that_is_asked(connects: list[object]) -> None:
    with receiving() as receiver:
        resolve = leading_to("127.0.0.1", "127.0.0.2")
        url = f"http://name.example:{receiver.server_port}/hooks"
        assert Courier(receiver.settings(), resolve).post(url, b"{}", {}).status == 200
        assert connects == [("127.0.0.1", receiver.server_port)]
        assert receiver.taken[0][0]["Host"] == f"name.example:{receiver.server_port}"


def test_a_redirect_is_a_failure_and_leads_nowhere() -> None:
    with receiving() as receiver, receiving() as canary:
        receiver.statuses, receiver.headers = [302], {"Location": canary.url}
        outcome = Courier(receiver.settings()).post(receiver.url, b"{}", {})
        assert (outcome.status, outcome.is_done) == (302, False)
        assert canary.taken == []


def test_ports_and_plain_http_need_a_setting() -> None:
    said = {url: [each.code for each in faults(url, Telling())] for url in (
        "https://example.com/", "https://example.com:443/", "https://example.com:80/", "https://example.com:22/",
        "http://example.com/",
    )}  # fmt: skip
    assert list(said.values()) == [[], [], [], ["webhook-port"], ["webhook-needs-https"]]
    assert list(faults("https://8.8.8.8/", Telling())) == []
    assert list(faults("https://[2606:4700:4700::1111]/a?b", Telling())) == []


def test_an_operator_may_allow_a_network() -> None:
    allowed = Telling(networks=(ip_network("10.1.0.0/16"),))
    assert list(faults("https://10.1.2.3/", allowed)) == []
    assert [each.code for each in faults("https://10.2.2.3/", allowed)] == ["private-address"]


def test_a_receiver_that_never_answers_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = Telling(plain_http=True, ports=frozenset({port}), networks=(ip_network("127.0.0.0/8"),))
        outcome = Courier(settings, seconds=0.2).post(f"http://127.0.0.1:{port}/", b"{}", {})
        assert outcome.problem == "no-answer"
        outcome = Courier(settings, seconds=0.2).post(f"https://127.0.0.1:{port}/", b"{}", {})
        assert outcome.problem == "unreachable"
