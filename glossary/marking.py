"""What annotating a text or a page answers: the terms in it with their concepts, and the page with links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from glossary.annotating import Finder, Spot, marks_of_html, marks_of_text, with_marks
from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.model import Revision, TermStatus, Value
from glossary.numbered import Numbered, revisions_by_number
from glossary.store import Database
from glossary.text import matched_on

MOST_MARKS = 10_000

Address = Callable[[str, str], str]
"""Leads from a glossary and a concept to where the concept is told."""


class Prose(Value, frozen=True, kw_only=True):
    """A text or a page in HTML, and the terms of which language and glossaries are looked for in it. None means all.

    `first_only` marks the first place of each concept alone.
    """

    text: str
    is_html: bool = False
    language: str | None = None
    glossaries: tuple[str, ...] | None = None
    first_only: bool = False


class TermMark(Value, frozen=True, kw_only=True):
    """A term where it stands in a text: from `start` to `end` in code points, and in UTF-16 code units.

    `text` is what stands there, `term` what it is a form of, with its language and status; none for a search form.
    """

    start: int
    end: int
    start_utf16: int
    end_utf16: int
    text: str
    revision: Revision
    term: str
    language: str
    status: TermStatus | None
    matched_on: str


class Annotation(Value, frozen=True, kw_only=True):
    """The terms that were found, in the order of the text; and where that was HTML, the HTML with a link at each."""

    marks: tuple[TermMark, ...]
    html: str | None = None


def annotation(finder: Finder, prose: Prose, database: Database, address: Address) -> Annotation:
    """Annotate. Raises `InvalidContent` where more terms stand in the text than are told in one answer."""
    read = marks_of_html if prose.is_html else marks_of_text
    spots = read(finder, prose.text, prose.language, first_only=prose.first_only)
    if len(spots) > MOST_MARKS:
        raise InvalidContent([Fault("/html" if prose.is_html else "/text", "too-many-terms", {"most": MOST_MARKS})])
    html = with_marks(prose.text, spots, address) if prose.is_html else None
    return Annotation(marks=tuple(term_marks(spots, revisions_of(database, spots))), html=html)


def revisions_of(database: Database, spots: Iterable[Spot]) -> dict[Numbered, Revision]:
    """The revisions in force of the concepts that were found."""
    return revisions_by_number(database, (_numbered(spot) for spot in spots))


def term_marks(spots: Sequence[Spot], revisions: Mapping[Numbered, Revision]) -> Iterable[TermMark]:
    """What was found with its concepts, but for those of which all was redacted meanwhile."""
    for spot in spots:
        revision = revisions[_numbered(spot)]
        if spot.meant.language in revision.concept.languages:
            yield _mark(spot, revision)


def _numbered(spot: Spot) -> Numbered:
    return spot.meant.glossary, spot.meant.concept, spot.meant.number


def _mark(spot: Spot, revision: Revision) -> TermMark:
    section, place = revision.concept.languages[spot.meant.language], spot.meant.place
    term = section.terms[place] if place >= 0 else None
    text = term.text if term else section.search_forms[-place - 1]
    return TermMark(
        start=spot.start,
        end=spot.end,
        start_utf16=spot.start_utf16,
        end_utf16=spot.end_utf16,
        text=spot.text,
        revision=revision,
        term=text,
        language=spot.meant.language,
        status=term.status if term else None,
        matched_on=_way(spot, text) if term else "search_form",
    )


def _way(spot: Spot, term: str) -> str:
    """How the text that stands there is the term."""
    return "inflection" if spot.meant.is_plural else matched_on(spot.read, term) or "width"
