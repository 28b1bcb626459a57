"""Why a concept was found, and in which of its texts: what a hit says."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from glossary.search.grammar import Asked
from glossary.search.highlight import Range, highlighted, located, ranges
from glossary.search.reasons import Reason
from glossary.search.values import Hit, Query, chosen
from glossary.search.wordings import Text

_NO_TEXT = Text("", "term", "")


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

    def _text(self, reason: Reason) -> Text:
        """The term that matched, or the text that has most of what was asked, at best one that no longer stands."""
        if reason.lead:
            name = reason.lead.form.name
            return Text(name.language, "term", name.text)
        stands: Collection[Text] = {*reason.now()} if reason.past else ()
        said = reason.past.texts if reason.past else reason.now()
        texts = [text for text in said if chosen(text.language, self._languages)]
        if not reason.past and (text := next(filter(self._is_best, texts), None)):
            return text
        return max(texts, key=lambda text: self._worth(text, text not in stands), default=_NO_TEXT)

    def _is_best(self, text: Text) -> bool:
        """Whether no other text can be better: a definition that has all that was asked."""
        return text.field == "definition" and all(phrase.stands_in(text.text) for phrase in self._asked.phrases)

    def _worth(self, text: Text, is_gone: bool) -> tuple[bool, int, bool]:
        has = sum(phrase.stands_in(text.text) for phrase in self._asked.phrases)
        return has > 0 and is_gone, has, text.field == "definition"

    def _ranges(self, reason: Reason, text: Text) -> Sequence[Range]:
        if reason.lead is None:
            return [each for phrase in self._asked.phrases for each in ranges(phrase, text.text)]
        if reason.lead.matched_on in ("prefix", "part"):
            return located(text.text, self._asked.form)
        return [(0, len(text.text))]


def _matched_on(reason: Reason, text: Text) -> str:
    if reason.lead and (reason.lead.matched_on == "fuzzy" or not reason.past):
        return reason.lead.matched_on
    if reason.past:
        return "past_term" if text.field == "term" else "past_text"
    return "text"
