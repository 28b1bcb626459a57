"""Serving the application with waitress, set so that slow clients cannot keep others waiting.

Its settings were chosen by measurement (`make bench`, DECISIONS.md).
"""

from __future__ import annotations

import logging
import re
import resource
import signal
import threading
from collections.abc import Callable
from types import FrameType

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import create_server

from api import create_app

_CONNECTIONS = 4000
_LARGEST_BODY = 16 * 1024 * 1024  # beyond what the application takes, so that it can say so itself
_LAST_MESSAGES = 2.0  # seconds that a message under way is waited for
_CODING = re.compile(rb"(?im)^transfer-encoding\s*:")
_LENGTH = re.compile(rb"(?im)^content-length\s*:")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Parser(HTTPRequestParser):
    """Takes addresses with Japanese in them as people type them, where waitress alone answers "Bad URI"."""

    def parse_header(self, header_plus: bytes) -> None:
        """Percent-encode what is not ASCII in the request line, refuse two lengths, then go on as usual."""
        if _is_ambiguous(header_plus):
            raise ParsingError("More than one length")
        line, end, rest = header_plus.partition(b"\r\n")
        super().parse_header(_NOT_ASCII.sub(_percent_encoded, line) + end + rest)


class Channel(HTTPChannel):
    """A connection whose requests our parser reads."""

    parser_class = Parser


def run(host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM. The port opens when everything is ready; then its address is announced."""
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _leave)
    _allow_many_connections()
    application = create_app()
    house, told_enough = application.extensions["glossaries"], threading.Event()
    threading.Thread(target=house.catch_up, daemon=True).start()
    teller = house.teller(application.extensions["glossary-config"].telling)
    telling = threading.Thread(target=teller.run, args=(told_enough,), daemon=True)
    telling.start()
    server = create_server(
        application,
        host=host,
        port=port,
        threads=8,
        asyncore_use_poll=True,
        connection_limit=_CONNECTIONS,
        cleanup_interval=1,
        inbuf_overflow=64 * 1024,
        max_request_header_size=16 * 1024,
        max_request_body_size=_LARGEST_BODY,
        clear_untrusted_proxy_headers=not application.extensions["glossary-config"].proxies,
        ident=None,
    )
    server.channel_class = Channel
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns about every request that waits
    announce(f"http://{f'[{host}]' if ':' in host else host}:{server.effective_port}")
    try:
        server.run()
    finally:
        told_enough.set()
        telling.join(_LAST_MESSAGES)


def _is_ambiguous(header: bytes) -> bool:
    """Whether two servers could see the end of this request at different places (RFC 9112, 6.3)."""
    codings = _CODING.findall(header)
    return len(codings) > 1 or (bool(codings) and bool(_LENGTH.search(header)))


def _percent_encoded(found: re.Match[bytes]) -> bytes:
    return b"%%%02X" % found.group()[0]


def _allow_many_connections() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
