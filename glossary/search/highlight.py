"""Where words stand in a text, in code points of the text as stored, and the same marked in HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from glossary.search import dictionary
from glossary.search.grammar import Phrase
from glossary.search.tokens import Unit, is_cjk, short_units, units
from glossary.search.values import Highlight

Range = tuple[int, int]


def highlighted(text: str, language: str, ranges: Iterable[Range]) -> Highlight:
    """A text with ranges of it marked; ranges that touch become one."""
    joined = tuple(_joined(sorted(ranges)))
    return Highlight(text=text, language=language, ranges=joined, html="".join(_html(text, joined)))


def ranges(of: Phrase, text: str) -> list[Range]:
    """Where a phrase stands in a text, with its okurigana or without; else where its words do."""
    return occurrences(of, units(text)) or occurrences(of.short or of, short_units(text)) or _words(of, text)


def _words(of: Phrase, text: str) -> list[Range]:
    """Where its words by a dictionary stand: all as they are written in it, or in whatever form."""
    if not of.words:
        return []
    among = units(text)
    written = [occurrences(Phrase(word), among) for word in of.written]
    if all(written):
        return [each for found in written for each in found]
    return [(start, end) for word, start, end in dictionary.placed(text) if word in of.words]


def occurrences(of: Phrase, among: Sequence[Unit]) -> list[Range]:
    """Where the units of a phrase stand one after the other."""
    most = len(of.units)
    texts = tuple(unit.text for unit in among)
    starts = (at for at in range(len(texts) - most + 1) if of.stands_at(texts, at))
    return [(among[at].start, among[at + most - 1].end) for at in starts]


def located(text: str, form: str) -> list[Range]:
    """Where a form stands in a term: anywhere in Japanese, from the beginning of a word in other scripts."""
    among, wanted = units(text), [unit.text for unit in units(form)]
    if not wanted:
        return []
    starts = range(len(among) - len(wanted) + 1)
    found = ((at, _last(among[at : at + len(wanted)], wanted)) for at in starts)
    return [(among[at].start, end) for at, end in found if end]


def _last(among: Sequence[Unit], wanted: Sequence[str]) -> int:
    """Where the last unit ends if all are there, the last one perhaps only begun; 0 if not."""
    texts = [unit.text for unit in among]
    if texts[:-1] != wanted[:-1] or not texts[-1].startswith(wanted[-1]):
        return 0
    end, begun = among[-1], wanted[-1]
    is_whole = texts[-1] == begun or is_cjk(begun)
    return end.end if is_whole else min(end.start + len(begun), end.end)


def _joined(ranges: Iterable[Range]) -> Iterator[Range]:
    kept: Range | None = None
    for start, end in ranges:
        if kept and start <= kept[1]:
            kept = (kept[0], max(kept[1], end))
            continue
        if kept:
            yield kept
        kept = (start, end)
    if kept:
        yield kept


def _html(text: str, ranges: Sequence[Range]) -> Iterator[str]:
    at = 0
    for start, end in ranges:
        yield f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>"
        at = end
    yield escape(text[at:])
