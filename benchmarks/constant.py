"""The smallest WSGI application: constant bytes, after reading the whole request body."""

from collections.abc import Callable, Iterable
from typing import Any

BODY = b'{"term": "hallucination"}\n'
HEADERS = [("Content-Type", "application/json"), ("Content-Length", str(len(BODY)))]


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer every request alike; read the body first, as any JSON endpoint must."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length:
        environ["wsgi.input"].read(length)
    start_response("200 OK", HEADERS)
    return [BODY]
