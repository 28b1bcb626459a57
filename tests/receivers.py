"""Receivers of webhooks on this machine, for tests: what they were sent, and how they answer."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from threading import Thread

from glossary.telling import Telling


class Receiver(ThreadingHTTPServer):
    """Takes messages at `url`, keeps headers and body, and answers the next of `statuses` (200 after the last)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.headers: dict[str, str] = {}
        self.on_taken: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        """Where messages are taken."""
        return f"http://127.0.0.1:{self.server_port}/hooks?for=taiyaku"

    @property
    def kinds(self) -> list[str]:
        """The kinds of the messages that were taken."""
        return [body.split(b'"type":"')[1].split(b'"')[0].decode() for _, body in self.taken]

    def settings(self) -> Telling:
        """Settings of an operator who lets messages go to this receiver."""
        return Telling(
            base_url="https://terms.example.jp",
            plain_http=True,
            ports=frozenset({self.server_port}),
            networks=(ip_network("127.0.0.1/32"),),
        )

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of callers that went away."""


class _Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        """Keep what was sent."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))
        self.server.on_taken()
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def setup(self) -> None:
        """Shake hands in the thread of the request, where a caller that refuses harms nobody."""
        if isinstance(self.request, ssl.SSLSocket):
            self.request.do_handshake()
        super().setup()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by the library
        """Say nothing in the terminal."""


@contextmanager
def receiving(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver that runs until the end of the block, with TLS where a context is given."""
    with Receiver() as receiver:
        if context is not None:
            receiver.socket = context.wrap_socket(receiver.socket, server_side=True, do_handshake_on_connect=False)
        thread = Thread(target=receiver.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
            thread.join()
