"""Handing a message to its receiver over HTTP: only to the very addresses that were judged, and not for long.

No redirect is followed and no body of an answer is read, so that nothing of it can be shown to anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from socket import SHUT_RDWR
from ssl import SSLError
from threading import Timer
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_ import create_urllib3_context
from urllib3.util.ssl_match_hostname import CertificateError

from glossary.telling.addresses import Aim, Refused, Resolve, aimed, from_the_system, resolved
from glossary.telling.values import Outcome, Telling

SECONDS = 10.0
_MOST_ADDRESSES = 2
_FAILURES = (HTTPError, HTTPException, OSError, ValueError)


class Courier:
    """Takes messages to receivers. `resolve` says which addresses a name has."""

    def __init__(self, settings: Telling, resolve: Resolve = from_the_system, seconds: float = SECONDS) -> None:
        self._settings, self._resolve, self._seconds = settings, resolve, seconds

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """One attempt, and what came of it; never raises for what a receiver does."""
        try:
            aim = aimed(url, self._settings)
            found = resolved(aim, self._settings, self._resolve)
        except Refused as refused:
            return Outcome(problem=refused.code)
        outcome = Outcome(problem="unreachable")
        for address in found[:_MOST_ADDRESSES]:
            outcome = self._asked(aim, address, body, headers)
            if outcome.problem != "unreachable":
                break
        return outcome

    def _asked(self, aim: Aim, address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        connection = self._connection(aim, address)
        try:
            connection.connect()
        except (SSLError, CertificateError):
            connection.close()
            return Outcome(problem="tls-failed")
        except _FAILURES:
            connection.close()
            return Outcome(problem="unreachable")
        patience = Timer(self._seconds, _hang_up, [connection])
        patience.start()
        try:
            return _told(connection, aim, body, headers)
        except _FAILURES:
            return Outcome(problem="no-answer")
        finally:
            patience.cancel()
            connection.close()

    def _connection(self, aim: Aim, address: str) -> HTTPConnection:
        """A connection to an address, which must prove to be the host by its certificate."""
        if aim.scheme == "http":
            return HTTPConnection(address, aim.port, timeout=self._seconds)
        context = create_urllib3_context()
        context.load_default_certs()
        return HTTPSConnection(
            address,
            aim.port,
            timeout=self._seconds,
            server_hostname=aim.host,
            assert_hostname=aim.host,
            cert_reqs="CERT_REQUIRED",
            ssl_context=context,
        )


def _told(connection: HTTPConnection, aim: Aim, body: bytes, headers: Mapping[str, str]) -> Outcome:
    sent = {"Host": aim.authority, "Content-Type": "application/json", "User-Agent": "Taiyaku", "Connection": "close"}
    connection.request("POST", aim.path, body=body, headers={**sent, **headers}, preload_content=False)
    answer = connection.getresponse()
    return Outcome(status=answer.status, retry_after=_seconds(answer.headers.get("Retry-After")))


def _seconds(retry_after: str | None) -> float | None:
    """How long a receiver asks to be left alone; at most a day."""
    if retry_after is None or not (retry_after.isascii() and retry_after.isdigit()):
        return None
    return min(float(retry_after[:9]), 86_400.0)


def _hang_up(connection: Any) -> None:
    """End a connection whose time is over, whatever it is waiting for."""
    with suppress(OSError, AttributeError):  # it may have closed itself at this very moment
        connection.sock.shutdown(SHUT_RDWR)
