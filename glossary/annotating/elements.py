"""Which parts of a page are text for readers, and in which of them nothing may become a link.

The script for pages has the same lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from glossary.annotating.tokens import Token, names

VOID = names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
SILENT = names("rt rp rtc")
"""Read above the text and not in it."""

_INLINE = names(
    "abbr acronym b bdi bdo big cite data em font i ins mark nobr q rb rt rp rtc ruby small span strong sub sup time"
    " tt u wbr"
)
_CONTEXT = names("a code dfn kbd samp var label del s strike")
"""Their words are read with what is around them, but are never marked."""

_SHUT = names(
    "template noscript textarea select datalist svg math iframe object video audio canvas picture map button form"
    " fieldset pre listing xmp h1 title meter progress output summary script style noembed noframes"
)
_TABLE = names("table thead tbody tfoot tr colgroup")
_CELL = names("td th caption")
_SINGLE = names("a button form nobr option p select rt rp rtc")
"""Begun anew, they end the one before."""

_CONTROL = re.compile(
    r"button|link|textbox|searchbox|combobox|listbox|option|menu|menubar|menuitem\w*|tab|switch|checkbox|radio|slider"
    r"|spinbutton|img|math|application|tooltip"
)


class Elements:
    """The elements one is in, as far as they matter; followed tag by tag."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._shut: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self._is_in_table = False

    @property
    def is_silent(self) -> bool:
        """Whether what stands here is no part of the text."""
        return bool(self._silent)

    @property
    def is_open(self) -> bool:
        """Whether words here may be marked."""
        return not (self._shut or self._silent or self._is_in_table)

    def follow(self, token: Token) -> None:
        """Go on past a tag."""
        name = token.name.removeprefix("/")
        if token.name.startswith("/"):
            self._leave(name)
        elif name not in VOID and not (token.is_closed and name in ("svg", "math")):
            self._enter(name, token.attributes)

    def _enter(self, name: str, attributes: Mapping[str, str]) -> None:
        is_new = is_shut(name, attributes, self._language)
        if name in SILENT:
            self._silent = Counter([name])
        elif name in _SINGLE:
            self._shut[name] = int(is_new)
        elif is_new or self._shut[name]:
            self._shut[name] += 1
        self._shut = +self._shut
        if name in _TABLE | _CELL:
            self._is_in_table = name in _TABLE

    def _leave(self, name: str) -> None:
        if name in SILENT or name == "ruby":
            self._silent.clear()
        self._shut = self._shut - Counter([name])
        if name in _TABLE | _CELL:
            self._is_in_table = name != "table"


def breaks(name: str) -> bool:
    """Whether a tag parts what stands before it from what follows."""
    return name not in _INLINE | _CONTEXT


def is_shut(name: str, attributes: Mapping[str, str], language: str | None) -> bool:
    """Whether nothing in an element may be marked: by what it is, or by what its author says."""
    return name in _SHUT | _CONTEXT or "-" in name or _is_closed(attributes) or _is_foreign(attributes, language)


def _is_closed(attributes: Mapping[str, str]) -> bool:
    if {"data-glossary-skip", "hidden"} & attributes.keys():
        return True
    if attributes.get("translate", "").lower() == "no" or attributes.get("aria-hidden", "").lower() == "true":
        return True
    is_editable = attributes.get("contenteditable", "false").lower() != "false"
    return is_editable or _CONTROL.fullmatch(attributes.get("role", "").strip()) is not None


def _is_foreign(attributes: Mapping[str, str], language: str | None) -> bool:
    said = attributes.get("lang", "")
    return bool(language and said) and _primary(said) != _primary(language or "")


def _primary(language: str) -> str:
    return language.strip().split("-")[0].lower()
