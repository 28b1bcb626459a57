"""What has changed since the files were written, in memory: few concepts, looked through one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from itertools import islice
from typing import NamedTuple

from glossary.search.beside import beginnings
from glossary.search.entries import TABLES, Entry, Form, Table, Taken, Told
from glossary.search.filters import Filter
from glossary.search.grammar import Asked, Phrase
from glossary.search.keys import Keys
from glossary.search.ranking import Lead, as_suggested
from glossary.search.reasons import PART, PAST, TEXT, Counts, Reason, Rest, has_part, part_of, said_then, text_score
from glossary.search.sections import Section, sections
from glossary.search.texts import HALF, MOST_PAIRS

_LOOKED_THROUGH = 1000


class _Kept(NamedTuple):
    """A concept, and its sections with their texts folded."""

    taken: Taken
    sections: list[Section]


class Fresh:
    """Concepts by id, and the tables that lead to them. The owner sees to it that one thread at a time is here."""

    def __init__(self, glossary: str, looked_through: int = _LOOKED_THROUGH) -> None:
        self.glossary, self._most = glossary, looked_through
        self._kept: dict[str, _Kept] = {}
        self._tables: dict[Table, Keys] = {table: Keys() for table in TABLES}

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def is_whole(self) -> bool:
        """Whether there are few enough for their texts to be searched."""
        return len(self._kept) <= self._most

    def put(self, taken: Taken) -> None:
        """Keep a concept in the place of what was known of it."""
        self.drop(taken.entry.concept)
        made = [section for told in taken.told for section in sections(told)]
        self._kept[taken.entry.concept] = _Kept(taken, made)
        for table, found, place in taken.postings:
            self._tables[table].add(found, taken.entry.form(place))

    def drop(self, concept: str) -> None:
        """Forget a concept."""
        old = self._kept.pop(concept, None)
        if old:
            for table, found, place in old.taken.postings:
                self._tables[table].posted[found].remove(old.taken.entry.form(place))

    def whole(self, table: Table, key: str, most: int | None = None) -> Iterator[Form]:
        """The names under exactly this key, or so many of the best of them."""
        found = self._tables[table].posted.get(key, ())
        return iter(tuple(found) if most is None else sorted(found, key=as_suggested)[:most])

    def near(self, table: Table, key: str) -> Iterator[str]:
        """Keys that may be a slip away."""
        return iter(self._tables[table].near(key))

    def under(self, table: Table, prefix: str, wanted: Callable[[str], bool], most: int) -> Iterator[Form]:
        """So many of the best names under those of the first keys with a beginning that are wanted."""
        keys = filter(wanted, self._tables[table].beginning(prefix))
        return iter(sorted((form for each in keys for form in self.whole(table, each)), key=as_suggested)[:most])

    def keys(self, table: Table, prefix: str, most: int) -> list[str]:
        """So many keys that begin so."""
        return list(islice(self._tables[table].beginning(prefix), most))

    def suggested(self, prefixes: Sequence[tuple[Table, str]], within: Filter) -> Iterator[Form]:
        """The names that begin so, the best first."""
        return iter(self._best(self._beginning(prefixes), within).values())

    def told(self, concept: str) -> Sequence[Told]:
        """All that was ever said of a concept."""
        return self._kept[concept].taken.told if concept in self._kept else ()

    def beside(self, asked: Asked, within: Filter, without: Set[str]) -> Rest:
        """What has the form as a part of its name, and what has the words in its texts."""
        excluded = {each for each in self._kept if self._has_excluded(self._kept[each], asked, within)} | without
        named = [each for each in self._named(asked, within) if each.form.entry.concept not in excluded]
        seen = excluded | {each.form.entry.concept for each in named}
        reasons = [self._reason(lead, PART + 1 / rank) for rank, lead in enumerate(named, 1)]
        said = [found for kept in self._others(within, seen) if (found := self._said(kept, asked, within))]
        return _rest([*reasons, *sorted(said, key=lambda each: -each.score)])

    def most(self, asked: Asked, within: Filter) -> Rest:
        """What has most of the words in its texts."""
        if within.within == "past":
            return _rest([])
        excluded = {each for each in self._kept if self._has_excluded(self._kept[each], asked, within)}
        parts, share = _parts(asked.phrases)
        found = ((kept, _had(parts, self._in_force(kept, within))) for kept in self._others(within, excluded))
        enough = [(kept, had) for kept, had in found if parts and had >= share * len(parts)]
        return _rest([_reason(kept, text_score(TEXT, had)) for kept, had in sorted(enough, key=lambda each: -each[1])])

    def _others(self, within: Filter, seen: Set[str]) -> list[_Kept]:
        if not self.is_whole:
            return []
        return [each for concept, each in self._kept.items() if concept not in seen and within.takes(each.taken.entry)]

    def _beginning(self, prefixes: Sequence[tuple[Table, str]]) -> Iterator[Form]:
        for table, prefix in prefixes:
            for each in self._tables[table].beginning(prefix):
                yield from self._tables[table].posted[each]

    def _best(self, forms: Iterator[Form], within: Filter) -> dict[str, Form]:
        """The best of the names of each concept, the best first."""
        found: dict[str, Form] = {}
        for form in sorted(filter(within.allows, forms), key=as_suggested):
            found.setdefault(form.entry.concept, form)
        return found

    def _named(self, asked: Asked, within: Filter) -> list[Lead]:
        """By names that begin so, then by names that have the form as a part."""
        if not (prefixes := beginnings(asked)):
            return []
        begun, part = self._best(self._beginning(prefixes), within), part_of(asked.form)
        forms = (Form(kept.taken.entry, name) for kept in self._kept.values() for name in kept.taken.entry.names)
        inside = self._best((each for each in forms if has_part(each.name.text, part)), within) if part.units else {}
        return [
            *(Lead(each, "prefix") for each in begun.values()),
            *(Lead(each, "part") for concept, each in inside.items() if concept not in begun),
        ]

    def _reason(self, lead: Lead, score: float) -> Reason:
        return Reason(lead.form.entry, partial(self.told, lead.form.entry.concept), score, lead)

    def _said(self, kept: _Kept, asked: Asked, within: Filter) -> Reason | None:
        return self._says(kept, asked, within) or self._once_said(kept, asked, within)

    def _says(self, kept: _Kept, asked: Asked, within: Filter) -> Reason | None:
        if within.within == "past" or not asked.phrases or not all(each.is_searchable for each in asked.phrases):
            return None
        texts = self._in_force(kept, within)
        worths = [max((_worth(phrase, text) for text in texts), default=0) for phrase in asked.phrases]
        return _reason(kept, text_score(TEXT, sum(worths))) if all(worths) else None

    def _once_said(self, kept: _Kept, asked: Asked, within: Filter) -> Reason | None:
        if within.within == "current" or not asked.phrases or not all(each.is_searchable for each in asked.phrases):
            return None
        made = _reason(kept, text_score(PAST, len(asked.phrases)))
        past = (told for told in reversed(kept.taken.told) if told.standing == "past")
        found = next((told for told in past if said_then(told, made.now(), asked, within)), None)
        return made._replace(past=found) if found else None

    def _in_force(self, kept: _Kept, within: Filter) -> list[Section]:
        return [
            section
            for section in kept.sections
            if section.standing in ("current", "retired")
            and (within.languages is None or section.language in within.languages)
        ]

    def _has_excluded(self, kept: _Kept, asked: Asked, within: Filter) -> bool:
        texts = self._in_force(kept, within) if asked.excluded else []
        return any(phrase.is_in(each.folded) for each in texts for phrase in asked.excluded)


def _reason(kept: _Kept, score: float) -> Reason:
    return Reason(kept.taken.entry, lambda: kept.taken.told, score)


def _worth(phrase: Phrase, section: Section) -> float:
    """How well a section has a phrase; 0 if it does not. Words count alike: how rare each is, only the files know."""
    has_words = bool(phrase.words) and all(word in section.weights for word in phrase.words)
    stands = phrase.is_in(section.folded)
    found = [*(phrase.tokens if stands else ()), *(phrase.words if has_words else ())]
    return (stands or has_words) + sum(section.weights.get(word, 0) for word in found) / 64


_Need = Callable[[Section], bool]


def _parts(phrases: Sequence[Phrase]) -> tuple[list[_Need], float]:
    """Those of which most are to be there: several phrases, or the pairs of one."""
    if len(phrases) > 1:
        return [partial(_has_all, _needs(phrase)) for phrase in phrases], HALF
    return [need for phrase in phrases if phrase.is_loose for need in _needs(phrase)], MOST_PAIRS


def _needs(phrase: Phrase) -> list[_Need]:
    """What the files keep of a phrase."""
    words = [partial(_has, word) for word in phrase.tokens]
    begun = [partial(_has_begun, each, each) for each in phrase.beginnings]
    return [*words, *begun, *([partial(_has_begun, phrase.begun, phrase.units[-1])] if phrase.begun else [])]


def _has(word: str, text: Section) -> bool:
    return word in text.weights


def _has_begun(prefix: str, whole: str, text: Section) -> bool:
    return whole in text.weights or any(word.startswith(prefix) for word in text.weights)


def _has_all(needs: Sequence[_Need], text: Section) -> bool:
    return bool(needs) and all(need(text) for need in needs)


def _had(parts: Sequence[_Need], texts: Sequence[Section]) -> int:
    return max((sum(part(text) for part in parts) for text in texts), default=0)


def _rest(reasons: Sequence[Reason]) -> Rest:
    return Rest(len(reasons), iter(reasons), lambda: _counts(reasons), [each for each in reasons if each.past])


def _counts(reasons: Sequence[Reason]) -> Counts:
    counts = Counts()
    for reason in reasons:
        counts.update(facts(reason.entry))
        if not reason.past:
            counts["matched_on", reason.lead.matched_on if reason.lead else "text"] += 1
    return counts


def facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """What a concept counts as."""
    yield from (("language", language) for language in entry.languages)
    yield "status", "retired" if entry.retired else "current"
    yield from (("subject", subject) for subject in entry.subjects)
    yield from (("sync", state) for state in entry.sync)
