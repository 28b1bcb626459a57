"""Making the script out of its source: one file, small enough to be read on every page of a host."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_letters, digits

_SOURCE = Path(__file__).parent / "source"
_VERSION = re.compile(r"'(\d+\.\d+\.\d+)'")
_HOLDS_PATTERN = re.compile('[`/"]')
_QUOTED = re.compile("('[^']*')")
_ROOM_IN_SCRIPT = re.compile(r" ?([=<>!+*&|?:,;{}()\[\]-]+) ?")
_ROOM_IN_STYLE = re.compile(r"\s*([{};,]|:(?= ))\s*")
_DECLARED = re.compile(r"(?:\b(?:const|let) |,)(\w{3,}) ?=(?![=>])")
_TAKEN = re.compile(r"\(((?:\w+,?)+)\) ?(?:=>|\{)")
_SHORT = [first + second for second in ("", *digits) for first in ascii_letters]
_LINE_GOES_ON = re.compile(r"(?<=[;{},(])\n")


def built() -> str:
    """The script made from its source: the parts in order, without comments and without needless blanks."""
    parts = [path.read_text(encoding="utf-8") for path in sorted(_SOURCE.glob("*.js"))]
    lines = (line.strip() for part in parts for line in part.splitlines())
    code = _renamed([_tight(line) for line in lines if line and not line.startswith("//")])
    code = _LINE_GOES_ON.sub("", code).replace("$style$", _style())
    return f"(()=>{{'use strict';try{{{code}}}catch{{}}}})();\n"


def version_of(script: str) -> str:
    """The version that a script says of itself: the only text in it that looks like one."""
    return _VERSION.findall(script)[0]  # type: ignore[no-any-return]  # it has one group


def _tight(line: str) -> str:
    """A line of the source without blanks beside signs; lines with patterns and templates stay as they are."""
    if _holds_pattern(line):
        return line
    parts = _QUOTED.split(line)
    return "".join(part if part.startswith("'") else _ROOM_IN_SCRIPT.sub(r"\1", part) for part in parts)


def _renamed(lines: list[str]) -> str:
    """The code with short names for what it declares, where the word is nowhere a property, a label or a text."""
    code = "\n".join(lines)
    texts = " ".join(part for line in lines for part in ([line] if _holds_pattern(line) else _QUOTED.findall(line)))
    declared = dict.fromkeys([*_DECLARED.findall(code), *_parameters(code)])
    ours = [name for name in declared if not re.search(rf"\.{name}\b|\b{name}:", code) and not _is_in(name, texts)]
    ours.sort(key=lambda name: -len(re.findall(rf"\b{name}\b", code)))
    free = (short for short in _SHORT if not _is_in(short, code))
    for name, short in zip(ours, free, strict=False):
        code = re.sub(rf"\b{name}\b", short, code)
    return code


def _parameters(code: str) -> list[str]:
    """The names, of three letters and more, that functions have for what they are given."""
    return [name for names in _TAKEN.findall(code) for name in names.split(",") if len(name) > 2]


def _holds_pattern(line: str) -> bool:
    return _HOLDS_PATTERN.search(_QUOTED.sub("", line)) is not None


def _is_in(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\b", text) is not None


def _style() -> str:
    return _ROOM_IN_STYLE.sub(r"\1", (_SOURCE / "style.css").read_text(encoding="utf-8")).strip()
