"""Why a concept was found, and in which of its texts: what a hit says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from glossary.search.entries import Entry, Past
from glossary.search.grammar import Asked
from glossary.search.highlight import Range, highlighted, located, occurrences
from glossary.search.tokens import units
from glossary.search.values import Hit, Query, TermMatch, chosen
from glossary.search.wordings import Text

_NO_TEXT = Text("", "term", "")


class Reason(NamedTuple):
    """A concept found, and enough to show why: by which of its terms, or in which earlier wording."""

    entry: Entry
    score: float
    match: TermMatch | None = None
    past: Past | None = None


class Teller:
    """Makes hits of reasons, in the light of what was asked."""

    def __init__(self, query: Query, asked: Asked) -> None:
        self._languages = query.languages
        self._asked = asked

    def hit(self, reason: Reason) -> Hit:
        """A reason as an answer, with the words marked."""
        entry, past, text = reason.entry, reason.past, self._text(reason)
        return Hit(
            glossary=entry.glossary,
            concept=entry.concept,
            number=past.number if past else entry.number,
            in_force=entry.number,
            matched_on=_matched_on(reason, text),
            field=text.field,
            language=text.language,
            score=round(reason.score, 6),
            highlight=highlighted(text.text, text.language, self._ranges(reason, text)),
            valid_from=past.valid_from if past else None,
        )

    def matched_on(self, reason: Reason) -> str:
        """How a concept was found, without the trouble of marking the words."""
        return _matched_on(reason, self._text(reason))

    def texts(self, of: Entry | Past) -> Iterator[Text]:
        """What is said in the languages asked for."""
        every = of.texts if isinstance(of, Past) else (*of.texts, *of.names())
        return (text for text in every if chosen(text.language, self._languages))

    def _text(self, reason: Reason) -> Text:
        """The term that matched, or the text that has most of what was asked, at best one that no longer stands."""
        if match := reason.match:
            return Text(match.language, "term", match.text)
        stands: Collection[Text] = {*self.texts(reason.entry)} if reason.past else ()
        texts = self.texts(reason.past or reason.entry)
        return max(texts, key=lambda text: self._worth(text, text not in stands), default=_NO_TEXT)

    def _worth(self, text: Text, is_gone: bool) -> tuple[bool, int, bool]:
        has = sum(phrase.stands_in(text.text) for phrase in self._asked.phrases)
        return has > 0 and is_gone, has, text.field == "definition"

    def _ranges(self, reason: Reason, text: Text) -> Sequence[Range]:
        if reason.match is None:
            among = units(text.text)
            return [each for phrase in self._asked.phrases for each in occurrences(phrase, among)]
        if reason.match.matched_on in ("prefix", "part"):
            return located(text.text, self._asked.form)
        return [(0, len(text.text))]


def _matched_on(reason: Reason, text: Text) -> str:
    if reason.match and (reason.match.matched_on == "fuzzy" or not reason.past):
        return reason.match.matched_on
    if reason.past:
        return "past_term" if text.field == "term" else "past_text"
    return "part" if text.field == "term" else "text"
