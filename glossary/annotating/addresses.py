"""What in a text is an address, and so is left as it is: URLs, e-mail addresses, names with @."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_LONGEST = 64
"""So much at most stands before :// or @."""

_REST = re.compile(r"[^\s<>\"「」『』（）【】、。\uffff]+")
_KINDS = (
    ("://", re.compile(r"[a-z0-9+.-]*[a-z]", re.IGNORECASE), _REST),
    *((sign, re.compile(""), _REST) for sign in ("www.", "WWW.", "Www.")),
    ("@", re.compile(r"[\w.+-]*", re.ASCII), re.compile(r"[\w.-]+", re.ASCII)),
)
"""The sign of an address, what stands before it, read backwards, and what stands after it."""


def in_addresses(text: str) -> NDArray[np.bool_] | None:
    """For each character of a text whether it is part of an address; None where there is none."""
    spots = [spot for kind in _KINDS for spot in _spots(text, *kind)]
    if not spots:
        return None
    inside = np.zeros(len(text), np.bool_)
    for spot in spots:
        inside[spot] = True
    return inside


def _spots(text: str, sign: str, before: re.Pattern[str], after: re.Pattern[str]) -> Iterator[slice]:
    until = place = 0
    while (place := text.find(sign, max(place, until))) >= 0:
        head = before.match(text[max(until, place - _LONGEST) : place][::-1])
        rest = after.match(text, place + len(sign)) if head else None
        place += len(sign)
        if head and rest:
            until = rest.end()
            yield slice(place - len(sign) - len(head.group()), until)
