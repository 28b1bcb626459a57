"""Making the script out of its source: one file, small enough to be read on every page of a host."""

from __future__ import annotations

import re
from pathlib import Path

_SOURCE = Path(__file__).parent / "source"
_VERSION = re.compile(r"VERSION ?= ?'(\d+\.\d+\.\d+)'")
_HOLDS_PATTERN = re.compile("[`/\"]")
_QUOTED = re.compile("('[^']*')")
_ROOM_IN_SCRIPT = re.compile(r" ?([=<>!+*&|?:,;{}()\[\]-]+) ?")
_ROOM_IN_STYLE = re.compile(r"\s*([{};,]|:(?= ))\s*")
_LINE_GOES_ON = re.compile(r"(?<=[;{},(])\n")


def built() -> str:
    """The script made from its source: the parts in order, without comments and without needless blanks."""
    parts = [path.read_text(encoding="utf-8") for path in sorted(_SOURCE.glob("*.js"))]
    lines = (line.strip() for part in parts for line in part.splitlines())
    code = "\n".join(_tight(line) for line in lines if line and not line.startswith("//"))
    code = _LINE_GOES_ON.sub("", code).replace("$style$", _style())
    return f"(()=>{{'use strict';try{{{code}}}catch{{}}}})();\n"


def version_of(script: str) -> str:
    """The version that a script says of itself."""
    return _VERSION.findall(script)[0]  # type: ignore[no-any-return]  # it has one group


def _tight(line: str) -> str:
    """A line of the source without blanks beside signs; lines with patterns and templates stay as they are."""
    if _HOLDS_PATTERN.search(line):
        return line
    parts = _QUOTED.split(line)
    return "".join(part if part.startswith("'") else _ROOM_IN_SCRIPT.sub(r"\1", part) for part in parts)


def _style() -> str:
    return _ROOM_IN_STYLE.sub(r"\1", (_SOURCE / "style.css").read_text(encoding="utf-8")).strip()
