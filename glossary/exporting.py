"""The log as strangers check it: one JSON object a line, texts as strings, so that nobody need serialise them again.

A line is `{"entry": text, "parts": {name: {"salt": hex, "text": text} or null}, "digest": "sha256:…"}`; null is a part
that was redacted. The lines after entry a up to entry b prove that the checkpoint at b goes on from the one at a.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from glossary.proof import shown
from glossary.store import LogRow


def lines(rows: Iterable[LogRow]) -> Iterator[bytes]:
    """The lines of an export."""
    return (msgspec.json.encode(_line(row)) + b"\n" for row in rows)


def _line(row: LogRow) -> dict[str, Any]:
    parts = {name: _part(*part) for name, part in sorted(row.parts.items())}
    return {"entry": row.entry, "parts": parts, "digest": shown(row.digest)}


def _part(salt: bytes | None, body: str | None) -> dict[str, str] | None:
    return None if salt is None or body is None else {"salt": salt.hex(), "text": body}
