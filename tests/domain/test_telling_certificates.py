"""Who is told something must prove by a certificate to be who they are called, and so must a mail server."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from glossary.telling import Telling
from glossary.telling.mailing import handed_in
from glossary.telling.posting import Courier
from glossary.telling.values import Post
from tests.receivers import Receiver, receiving

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made with openssl")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """The certificate of receiver.example and of localhost, and its key."""
    made, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=receiver.example", "-addext", "subjectAltName=DNS:receiver.example,DNS:localhost"]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", *kind, *subject, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


@pytest.fixture
def context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(*certificate)
    return found


@pytest.fixture
def receiver(context: ssl.SSLContext) -> Iterator[Receiver]:
    with receiving(context) as found:
        yield found


def _asked(receiver: Receiver, name: str) -> tuple[int | None, str | None]:
    settings = Telling(ports=frozenset({receiver.server_port}), networks=(ip_network("127.0.0.1/32"),))
    courier = Courier(settings, lambda _host, _port: ["127.0.0.1"])
    outcome = courier.post(f"https://{name}:{receiver.server_port}/", b"{}", {})
    return outcome.status, outcome.problem


def test_a_receiver_whose_certificate_is_its_name_s_is_told(
    receiver: Receiver, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert _asked(receiver, "receiver.example") == (200, None)
    assert len(receiver.taken) == 1


def test_a_receiver_with_another_name_or_an_unknown_certificate_is_not(
    receiver: Receiver, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _asked(receiver, "receiver.example") == (None, "tls-failed")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert _asked(receiver, "other.example") == (None, "tls-failed")
    assert receiver.taken == []


def test_letters_are_handed_in_after_starttls_and_with_a_password(
    context: ssl.SSLContext, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    seen: list[bool] = []

    def let_in(_server: object, session: object, *_rest: object) -> AuthResult:
        seen.append(getattr(session, "ssl", None) is not None)
        return AuthResult(success=True)

    office = Controller(
        object(), hostname="127.0.0.1", port=_free_port(), tls_context=context,
        authenticator=let_in, auth_require_tls=True,
    )  # fmt: skip
    office.start()
    try:
        post = Post(host="localhost", port=office.port, user="taiyaku", password="secret", sender="a@example.jp")
        with handed_in(post) as server:
            assert server.noop()[0] == 250
    finally:
        office.stop()
    assert seen == [True]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
