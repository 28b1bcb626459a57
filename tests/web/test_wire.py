"""The raw wire of the real server: lengths that lie, requests inside requests, and bodies without end."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from typing import Any, cast

import pytest

from tests.web.support import HALLUCINATION

Address = tuple[str, int]
LOOKUP = b"POST /api/v1/terms/lookup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
BODY = '{"forms": ["幻覚"]}'.encode()
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
MEBIBYTE = 1024 * 1024


class _Read:
    """Bytes in the clothes of a socket, for `http.client` to read."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def makefile(self, _mode: str) -> BytesIO:
        """The bytes."""
        return BytesIO(self._raw)


def exchange(address: Address, raw: bytes) -> bytes:
    """Everything that comes back until the server closes, even when it does so before all has been sent."""
    answer = bytearray()
    with socket.create_connection(address, timeout=30) as connection:
        with suppress(ConnectionError):
            connection.sendall(raw)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while piece := connection.recv(65_536):
                answer += piece
    return bytes(answer)


def statuses(raw: bytes) -> list[int]:
    """The statuses of the answers, one after the other."""
    found = []
    while raw.startswith(b"HTTP/1."):
        response = HTTPResponse(cast("socket.socket", _Read(raw)))
        response.begin()
        found.append(response.status)
        raw = raw.partition(b"\r\n\r\n")[2][int(response.headers.get("Content-Length", 0)) :]
    return found


def get(address: Address, path: str) -> Any:
    """What the server says at a path."""
    connection = HTTPConnection(*address, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 200
    value = json.loads(response.read())
    connection.close()
    return value


@pytest.fixture
def unshaken(served: Address) -> Any:
    """The address of the server, which must be as before when the test is over."""
    state = get(served, "/api/v1/glossaries"), get(served, HALLUCINATION)
    yield served
    assert (get(served, "/api/v1/glossaries"), get(served, HALLUCINATION)) == state


def test_a_plain_request_is_answered(unshaken: Address) -> None:
    raw = exchange(unshaken, LOOKUP + LENGTH + b"Connection: close\r\n\r\n" + BODY)
    assert statuses(raw) == [200]
    assert '"hallucination"' in raw.decode()


def test_a_chunked_request_is_answered(unshaken: Address) -> None:
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
    raw = exchange(unshaken, LOOKUP + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunked)
    assert statuses(raw) == [200]


LENGTHS = {
    "negative": b"Content-Length: -1\r\n",
    "no number": b"Content-Length: many\r\n",
    "signed": b"Content-Length: +19\r\n",
    "hexadecimal": b"Content-Length: 0x13\r\n",
    "two": LENGTH + b"Content-Length: 3\r\n",
    "a list": b"Content-Length: 19, 3\r\n",
    "ten gigabytes": b"Content-Length: 10000000000\r\n",
    "a hundred mebibytes": b"Content-Length: 104857600\r\n",
    "thirty digits": b"Content-Length: " + b"9" * 30 + b"\r\n",
}


@pytest.mark.parametrize("named", LENGTHS)
def test_a_length_that_lies_is_refused_without_reading_on(unshaken: Address, named: str) -> None:
    with socket.create_connection(unshaken, timeout=10) as connection:
        connection.sendall(LOOKUP + LENGTHS[named] + b"\r\n" + BODY)
        answer = connection.recv(65_536)
    assert statuses(answer)[:1] in ([400], [413]), answer[:100]
    assert b"Traceback" not in answer


def test_a_body_shorter_than_announced_is_no_body(unshaken: Address) -> None:
    answer = exchange(unshaken, LOOKUP + b"Content-Length: 900\r\n\r\n" + BODY)
    assert [status for status in statuses(answer) if status < 400] == []


SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
CODINGS = {
    "a length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    "chunks and a length": b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    "a strange blank": b"Transfer-Encoding: \x0bchunked\r\n",
    "chunks, then nothing": b"Transfer-Encoding: chunked, identity\r\n",
    "chunks twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    "another coding": b"Transfer-Encoding: gzip\r\n",
    "a blank before the colon": b"Transfer-Encoding : chunked\r\n",
    "a bare line feed": b"X: y\nTransfer-Encoding: chunked\r\n",
}


@pytest.mark.parametrize("named", CODINGS)
def test_no_request_hides_inside_another(unshaken: Address, named: str) -> None:
    raw = exchange(unshaken, LOOKUP + CODINGS[named] + b"\r\n" + b"0\r\n\r\n" + SMUGGLED)
    found = statuses(raw)
    assert found
    assert 400 <= found[0] < 600
    assert 200 not in found
    assert b"Traceback" not in raw


@pytest.mark.parametrize(
    "chunk",
    [
        b"zz\r\nab\r\n",
        b"-5\r\nab\r\n",
        b"5\r\nab",
        b"ffffffffffffffffff\r\nab\r\n",
        b"2;" + b"x" * 100_000 + b"\r\nab\r\n",
    ],
)
def test_chunks_that_are_none_are_refused(unshaken: Address, chunk: bytes) -> None:
    raw = exchange(unshaken, LOOKUP + b"Transfer-Encoding: chunked\r\n\r\n" + chunk + b"0\r\n\r\n")
    assert [status for status in statuses(raw) if status < 400] == []
    assert b"Traceback" not in raw


def test_a_body_without_end_is_cut_off(unshaken: Address) -> None:
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with socket.create_connection(unshaken, timeout=10) as connection:
        connection.sendall(LOOKUP + b"Transfer-Encoding: chunked\r\n\r\n")
        answer, sent = b"", 0
        connection.setblocking(False)
        try:
            while not answer and sent < 64 * MEBIBYTE:
                sent += _send(connection, piece)
                answer = _received(connection)
        except (ConnectionResetError, BrokenPipeError):
            answer = answer or b"HTTP/1.1 413 closed\r\n\r\n"
    assert statuses(answer)[:1] in ([400], [413]), f"{sent // MEBIBYTE} MiB were taken"


def _send(connection: socket.socket, piece: bytes) -> int:
    connection.settimeout(10)
    connection.sendall(piece)
    return len(piece)


def _received(connection: socket.socket) -> bytes:
    connection.setblocking(False)
    try:
        return connection.recv(65_536)
    except BlockingIOError:
        return b""


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"GET\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"\r\n" * 1000,
        b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: " + b"x" * 200_000 + b"\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_request_never_breaks_the_server(unshaken: Address, raw: bytes) -> None:
    answer = exchange(unshaken, raw)
    assert [status for status in statuses(answer) if status >= 500] in ([], [505])
    assert b"Traceback" not in answer
