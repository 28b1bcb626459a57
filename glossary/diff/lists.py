"""What changed in a list of terms, notes or examples: which became which, what is new, gone or moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from glossary.diff.changes import Place, added, change, metadata, removed, worded
from glossary.diff.grade import similarity, text_verdict
from glossary.diff.matching import matched, reordered
from glossary.diff.values import Change, Verdict
from glossary.model import Example, Note, Term
from glossary.text import key

Item = TypeVar("Item", Term, Note, Example)

_TERM_METADATA = ("type", "part_of_speech", "readings", "autolink", "usage", "source", "contexts")


class Rules(NamedTuple, Generic[Item]):
    """How one kind of item is recognised again, compared, and graded when it comes or goes."""

    sames: tuple[Callable[[Item], Hashable], ...]
    likeness: Callable[[Item, Item], float]
    compared: Callable[[Place, Item, Item], Iterator[Change]]
    coming: Callable[[Item], Verdict]
    going: Callable[[Item], Verdict]


def of_list(at: Place, old: Sequence[Item], new: Sequence[Item], rules: Rules[Item]) -> Iterator[Change]:
    """The changes of a list, in the order of the newer one, then what is gone, then a new order."""
    places = matched(old, new, rules.sames, rules.likeness)
    for place, item in enumerate(new):
        if place not in places:
            yield from added(at / place, item, rules.coming(item))
        elif item != old[places[place]]:
            yield from rules.compared(at / place, old[places[place]], item)
    for place in sorted(set(range(len(old))) - set(places.values())):
        yield from removed(at / place, old[place], rules.going(old[place]))
    if reordered(places):
        yield from change(at, old, new, Verdict("editorial", "order"), "move")


def _itself(item: Hashable) -> Hashable:
    return item


def _text(item: Item) -> str:
    return item.text


def _coming(item: Item) -> Verdict:
    return Verdict("scope", "added")


def _going(item: Item) -> Verdict:
    return Verdict("scope", "removed")


def _compared_notes(at: Place, old: Note, new: Note) -> Iterator[Change]:
    yield from worded(at / "text", old.text, new.text)
    yield from worded(at / "date", old.date, new.date)
    yield from metadata(at, old, new, "kind", "source")


def _compared_examples(at: Place, old: Example, new: Example) -> Iterator[Change]:
    yield from worded(at / "text", old.text, new.text)
    yield from metadata(at, old, new, "source")


def _note_likeness(old: Note, new: Note) -> float:
    return _likeness(old, new, 0.5) if old.kind == new.kind else 0


def _likeness(old: Item, new: Item, least: float = 0.5) -> float:
    """How much of two texts is the same, if that is enough to take one for the other."""
    return similarity(old.text, new.text, least)


def _compared_terms(at: Place, old: Term, new: Term) -> Iterator[Change]:
    yield from change(at / "text", old.text, new.text, _renaming(at, old, new), "rename")
    yield from change(at / "status", old.status, new.status, _restatus(old, new))
    yield from metadata(at, old, new, *_TERM_METADATA)


def _renaming(at: Place, old: Term, new: Term) -> Verdict:
    """The rule for texts; a preferred term is what readers look for, so renaming it is at least of scope."""
    verdict = text_verdict(old.text, new.text, at.language)
    lifted = verdict.grade == "editorial" and "preferred" in {old.status, new.status}
    return Verdict("scope", "preferred-term") if lifted else verdict


def _restatus(old: Term, new: Term) -> Verdict:
    if "preferred" in {old.status, new.status}:
        return Verdict("meaning", "preferred-status")
    return Verdict("scope", "term-status")


def _term_likeness(old: Term, new: Term) -> float:
    return _likeness(old, new, 0.6) if old.status == new.status or old.type == new.type else 0


def _term_coming(term: Term) -> Verdict:
    return _restatus(term, term) if term.status == "preferred" else _coming(term)


def _term_going(term: Term) -> Verdict:
    return _restatus(term, term) if term.status == "preferred" else _going(term)


NOTES: Rules[Note] = Rules(
    (_itself, lambda note: (note.kind, note.text), _text), _note_likeness, _compared_notes, _coming, _going
)
EXAMPLES: Rules[Example] = Rules((_itself, _text), _likeness, _compared_examples, _coming, _going)


def term_rules() -> Rules[Term]:
    """The rules for terms; each search key is worked out once."""
    spelt = cache(key)
    sames = (_itself, _text, lambda term: spelt(term.text))
    return Rules(sames, _term_likeness, _compared_terms, _term_coming, _term_going)
