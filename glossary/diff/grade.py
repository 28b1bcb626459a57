"""How far a change of wording goes: the rule that fires, looked for from the gravest down."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from rapidfuzz.distance import Indel

from glossary.diff.segments import text_segments
from glossary.diff.signals import plain, signals
from glossary.diff.values import Reason, Segment, Verdict
from glossary.model import Grade

_GRADES: dict[Reason, Grade] = {
    "numbers": "meaning",
    "negation": "meaning",
    "limits": "meaning",
    "connectives": "meaning",
    "rewritten": "meaning",
    "folding-equal": "editorial",
    "kana-only": "editorial",
    "similar": "editorial",
    "words-added": "scope",
    "words-removed": "scope",
    "words-changed": "scope",
}
# Two stretches longer than this together are sentences, not spellings.
_LONGEST_SPELLINGS = 80
_KANA = re.compile(r"[ぁ-ゟ]*")
_INFLECTED = re.compile(r"([㐀-鿿])([ぁ-ゟ]*)\n\1([ぁ-ゟ]*)")


def text_verdict(before: str, after: str, language: str, forms: Iterable[str] = ()) -> Verdict:
    """The grade of a change of wording; the forms of one term count as the same word."""
    reason = _reason(*_with_one_form(plain(before), plain(after), forms), language)
    return Verdict(_GRADES[reason], reason)


def similarity(before: str, after: str, least: float = 0) -> float:
    """From 0 to 1: how much of two texts is the same; 0 where that is less than `least`."""
    return Indel.normalized_similarity(before, after, score_cutoff=least)


def _reason(before: str, after: str, language: str) -> Reason:
    whole = _signal(before, after) or _folding(before, after)
    return whole or _extent(text_segments(before, after, language))


def _signal(before: str, after: str) -> Reason | None:
    """The first kind of word whose count betrays a change of meaning."""
    old, new = signals(before), signals(after)
    if old.alternatives_for_sums(new):
        return "connectives"
    checked: tuple[Reason, ...] = ("numbers", "negation", "limits")
    return next((reason for reason in checked if getattr(old, reason) != getattr(new, reason)), None)


def _folding(before: str, after: str) -> Reason | None:
    """Whether the whole texts are the same but for marks, or hardly the same at all."""
    old, new = _folded(before), _folded(after)
    if old == new:
        return "folding-equal"
    return "rewritten" if similarity(old, new) < 0.5 else None


def _extent(segments: tuple[Segment, ...]) -> Reason:
    """Whether every change is one of spelling, and otherwise whether words came, went or gave way."""
    pairs = [_without_stem(_folded(old), _folded(new)) for old, new in _pairs(segments)]
    if all(_KANA.fullmatch(old + new) for old, new in pairs):
        return "kana-only"
    if all(_alike(old, new) for old, new in pairs):
        return "similar"
    return _direction({bool(old) for old, new in pairs}, {bool(new) for old, new in pairs})


def _direction(had: set[bool], has: set[bool]) -> Reason:
    if had == {False}:
        return "words-added"
    return "words-removed" if has == {False} else "words-changed"


def _pairs(segments: tuple[Segment, ...]) -> Iterator[tuple[str, str]]:
    """What was struck out and what was put in, change by change."""
    for equal, run in groupby(segments, key=lambda segment: segment.op == "equal"):
        texts = {segment.op: segment.text for segment in run}
        if not equal:
            yield texts.get("delete", ""), texts.get("insert", "")


def _without_stem(old: str, new: str) -> tuple[str, str]:
    """What differs of one inflected word: 与える and 与えた by える and えた."""
    inflected = _INFLECTED.fullmatch(f"{old}\n{new}")
    return (inflected[2], inflected[3]) if inflected else (old, new)


def _alike(old: str, new: str) -> bool:
    """Whether two stretches are spellings of one word: `internal` and `external`, 学習 and 学習用 are not."""
    if _KANA.fullmatch(old + new):
        return True
    short_and_begun_alike = len(old + new) <= _LONGEST_SPELLINGS and old[:1] == new[:1]
    return short_and_begun_alike and similarity(old, new) >= 0.75 and Counter(_kanji(old)) == Counter(_kanji(new))


def _kanji(text: str) -> list[str]:
    return [character for character in text if character >= "㐀"]


def _folded(text: str) -> str:
    """The text without marks, blanks and long vowels."""
    return "".join(c for c in text if c not in "ー~" and unicodedata.category(c)[0] not in "PZC")


def _with_one_form(before: str, after: str, forms: Iterable[str]) -> tuple[str, str]:
    """Both texts with the first form wherever they use another form of the same term."""
    words = [plain(form) for form in forms]
    one = _replacer(words)
    return one(before), one(after)


def _replacer(words: list[str]) -> Callable[[str], str]:
    if len(words) < 2:
        return str
    longest_first = "|".join(map(re.escape, sorted(filter(None, words), key=len, reverse=True)))
    pattern = re.compile(rf"(?<![a-z0-9])(?:{longest_first})(?![a-z0-9])")
    return lambda text: pattern.sub(lambda match: words[0], text)
