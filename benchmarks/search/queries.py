"""What is asked: queries of each class, drawn from the glossary itself, the same ones in every run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from benchmarks.search import corpus
from benchmarks.search.peers import Kind
from benchmarks.search.slips import slip
from glossary import Draft, draft, romaji
from glossary.text import key

QUERIES = 200
MIXED = 600
_SAMPLE = 4000
_COMMON = 0.02
_JAPANESE = re.compile("[\u4e00-\u9fff々]{2,6}|[ァ-ヶー]{3,12}|用いる")
_ENGLISH = re.compile("[a-z]{4,}")
_IDLE = frozenset({"been", "from", "same", "that", "there", "when", "where", "which", "whose", "with", "into", "each"})
_LANGUAGES = ("ja", "en")


class Asked(NamedTuple):
    """A query: the kind of question, its text, and the concept it was drawn from."""

    kind: Kind
    text: str
    concept: str


Draw = Callable[[Draft, Random], str | None]


def classes(cache: Path, count: int, seed: int = 0, number: int = QUERIES) -> dict[str, list[Asked]]:
    """So many different queries of every class, or as many as there are."""
    sampled = _sample(cache, count, seed)
    found = {name: list(_drawn(name, kind, sampled, number)) for name, (kind, _) in _CLASSES.items()}
    return {**found, COMMON: [Asked("text", word, "") for word in _common(sampled)[:number]]}


def mixed(cache: Path, count: int, seed: int = 1) -> list[Asked]:
    """40 % autocomplete, 25 % exact, 15 % with a slip, 20 % words of definitions: all different, in random order."""
    found = classes(cache, count, seed, MIXED)
    asked = [each for shares, names in _MIX for name in names for each in found[name][: _share(shares, names)]]
    Random(seed).shuffle(asked)
    return asked


def _share(share: float, names: Sequence[str]) -> int:
    return round(MIXED * share / len(names))


def _sample(cache: Path, count: int, seed: int) -> list[Draft]:
    chosen = set(Random(seed).sample(range(1, count + 1), min(count, _SAMPLE)))
    with corpus.file(cache, count).open("rb") as lines:
        found = [draft(msgspec.json.decode(line.rstrip(b",\n"))) for at, line in enumerate(lines) if at in chosen]
    Random(seed).shuffle(found)
    return found


def _drawn(name: str, kind: Kind, sampled: Sequence[Draft], number: int) -> Iterator[Asked]:
    random, seen = Random(name), set[str]()
    for each in sampled:
        text = _CLASSES[name][1](each, random)
        if text and key(text) and text not in seen:
            seen.add(text)
            yield Asked(kind, text, each.concept.id)
        if len(seen) == number:
            return


def _term(each: Draft, random: Random) -> str:
    return random.choice(each.concept.languages[random.choice(_LANGUAGES)].terms).text


def _reading(each: Draft, _random: Random) -> str | None:
    term = each.concept.languages["ja"].preferred
    return term.readings[0] if term.readings and term.readings[0] != term.text else None


def _romaji(each: Draft, random: Random) -> str | None:
    reading = _reading(each, random)
    spelt = romaji(reading) if reading else ""
    return spelt if spelt.isascii() or spelt.isalpha() else None


def _beginning(length: int) -> Draw:
    def drawn(each: Draft, random: Random) -> str | None:
        term = _term(each, random)
        return term[:length] if len(term) > length and not term[:length].endswith(" ") else None

    return drawn


def _part(each: Draft, random: Random) -> str | None:
    """The middle or the end of a Japanese term, or the second word of an English one."""
    term = _term(each, random)
    if term.isascii():
        words = [word for word in term.split()[1:] if word.isalpha() and len(word) >= 4]
        return random.choice(words) if words else None
    begin = random.randint(1, max(1, len(term) - 2))
    return term[begin : begin + random.randint(2, 4)] if len(term) >= 4 else None


def _slipped(each: Draft, random: Random) -> str | None:
    term = _term(each, random)
    if not 4 <= len(term) <= 20:
        return None
    found = slip(term, random)
    return found if key(found) != key(term) else None


def _words(language: str, number: int) -> Draw:
    def drawn(each: Draft, random: Random) -> str | None:
        words = _content(each, language)
        return " ".join(random.sample(words, number)) if len(words) >= number else None

    return drawn


def _content(each: Draft, language: str) -> list[str]:
    definition = each.concept.languages[language].definition
    found = (_JAPANESE if language == "ja" else _ENGLISH).findall(definition.text.lower() if definition else "")
    return [word for word in dict.fromkeys(found) if word not in _IDLE]


def _common(sampled: Sequence[Draft]) -> list[str]:
    """The words that stand in at least one definition of fifty, the most common first."""
    counts = Counter(chain.from_iterable(_content(each, language) for each in sampled for language in _LANGUAGES))
    return [word for word, count in counts.most_common() if count >= _COMMON * len(sampled)]


COMMON = "very common word"
_CLASSES: dict[str, tuple[Kind, Draw]] = {
    "exact": ("form", _term),
    "reading": ("form", _reading),
    "romaji": ("romaji", _romaji),
    "prefix 1": ("prefix", _beginning(1)),
    "prefix 2": ("prefix", _beginning(2)),
    "prefix 3": ("prefix", _beginning(3)),
    "part": ("part", _part),
    "fuzzy": ("fuzzy", _slipped),
    "Japanese word": ("text", _words("ja", 1)),
    "Japanese two words": ("text", _words("ja", 2)),
    "English word": ("text", _words("en", 1)),
    "English two words": ("text", _words("en", 2)),
}
AUTOCOMPLETE = ("prefix 1", "prefix 2", "prefix 3")
HEADWORDS = ("exact", "reading", "romaji", *AUTOCOMPLETE, "fuzzy")
TEXTS = ("Japanese word", "Japanese two words", COMMON, "English word", "English two words")
NAMES = (*_CLASSES, COMMON)
_MIX = ((0.4, AUTOCOMPLETE), (0.25, ("exact",)), (0.15, ("fuzzy",)), (0.2, TEXTS))
