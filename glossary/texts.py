"""Which characters and how many a text may have, the same for every way in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from glossary.faults import Fault, escaped

TERM_LENGTH = 200
TEXT_LENGTH = 10_000
LIST_LENGTH = 100
_MARKS = 4

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\U000e0000-\U000e007f"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_BREAKS = re.compile("[\n\t\x85\u2028\u2029]")
_LINES = re.compile("[\n\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\u3164\uffa0\ufeff]+")
_ONE_LINE = re.compile(
    r"/(id|name|login|contact|deputy_for|proposer/(name|contact|credit))|.*/(terms/\d+/text|readings/\d+|search_forms/\d+|subjects/\d+|target|locator|uri|title/[^/]+)"
)
_TERM = re.compile(r".*/(terms/\d+/text|readings/\d+|search_forms/\d+|title/[^/]+|form|forms/\d+|name|login|contact)")


def text_faults(value: Any, pointer: str = "") -> Iterator[Fault]:
    """What is wrong with any text in a JSON value, at whatever depth, and with the length of any list."""
    if isinstance(value, str):
        yield from _text(value, pointer)
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from text_faults(member, f"{pointer}/{escaped(name)}")
    elif isinstance(value, (list, tuple)):
        yield from _list(value, pointer)


def is_blank(text: str) -> bool:
    """Whether a text shows nothing at all."""
    return not _INVISIBLE.sub("", text)


def visible(text: str) -> str:
    """A text in the order in which it is stored: what would turn its direction is named (<U+202E>) instead."""
    return _BIDI.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def set_in(text: str) -> str:
    """A text for a terminal: visible, its further lines set in, so that none of them passes for a line of ours."""
    return _LINES.sub("\n    ", visible(text))


def by_language(text: str) -> dict[str, str]:
    """A remark filed under the language it is written in: Japanese if it has kana or kanji, otherwise English."""
    return {"ja" if _JAPANESE.search(text) else "en": text}


def one_line(text: object) -> str:
    """What somebody else says somebody is called, on one line and without what no text may have or nobody sees."""
    said = _BIDI.sub("", _FORBIDDEN.sub("", text)) if isinstance(text, str) else ""
    return "" if is_blank(said) else " ".join(_INVISIBLE.sub(" ", said).split())


def forbidden_character(text: str) -> str | None:
    """The first character that no text may have, named as U+XXXX: controls, surrogates, noncharacters, tags."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def _list(values: Any, pointer: str) -> Iterator[Fault]:
    if len(values) > LIST_LENGTH:
        yield Fault(pointer, "too-many", {"most": LIST_LENGTH})
        return
    for number, member in enumerate(values):
        yield from text_faults(member, f"{pointer}/{number}")


def _text(text: str, pointer: str) -> Iterator[Fault]:
    most = TERM_LENGTH if _TERM.fullmatch(pointer) else TEXT_LENGTH
    if len(text) > most:
        yield Fault(pointer, "too-long", {"most": most})
        return
    character = forbidden_character(text)
    if character:
        yield Fault(pointer, "invalid-text", {"character": character})
    elif is_blank(text):
        yield Fault(pointer, "blank")
    else:
        yield from _form(text, pointer)


def _form(text: str, pointer: str) -> Iterator[Fault]:
    if _ONE_LINE.fullmatch(pointer):
        yield from _line(text, pointer)
    if not text.isascii() and _piles_marks(text):
        yield Fault(pointer, "too-many-marks", {"most": _MARKS})


def _line(text: str, pointer: str) -> Iterator[Fault]:
    if _BREAKS.search(text):
        yield Fault(pointer, "line-break")
    hidden = _BIDI.search(text)
    if hidden:
        yield Fault(pointer, "invalid-text", {"character": f"U+{ord(hidden.group()):04X}"})


def _piles_marks(text: str) -> bool:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MARKS:
            return True
    return False
