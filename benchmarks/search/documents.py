"""What the peers are given of a concept: its texts as written, and the same already folded and cut into tokens.

All engines that take tokens take these: one folding, one way of cutting, so that only the engines differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from whoosh.lang.porter import stem

from glossary import Draft, LanguageSection
from glossary.text import fold, key, reading_key, romaji_key

_RUN = re.compile("[ぁ-ゖー々〆〇\u3400-\u9fff]+|[a-z0-9]+")


class Tokens(NamedTuple):
    """A text in tokens: pairs of Japanese characters, stems of English words."""

    japanese: tuple[str, ...]
    english: tuple[str, ...]


class Document(NamedTuple):
    """One concept: keys to find it by, pairs of characters of these, its terms and definitions, and their tokens."""

    concept: str
    keys: tuple[str, ...]
    pairs: tuple[str, ...]
    japanese_terms: str
    readings: str
    english_terms: str
    japanese: str
    english: str
    tokens: Tokens


def documents(drafts: Iterable[Draft]) -> Iterator[Document]:
    """The concepts as documents."""
    for draft in drafts:
        japanese, english = (draft.concept.languages[language] for language in ("ja", "en"))
        keys = tuple(dict.fromkeys(found for found in (*_keys(japanese), *_keys(english)) if found))
        texts = (_definition(japanese), _definition(english))
        yield Document(
            draft.concept.id,
            keys,
            tuple(dict.fromkeys(pair for each in keys for pair in pairs(each))),
            "\n".join(term.text for term in japanese.terms),
            "\n".join(reading for term in japanese.terms for reading in term.readings),
            "\n".join(term.text for term in english.terms),
            *texts,
            tokens("\n".join(texts)),
        )


def _keys(section: LanguageSection) -> Iterator[str]:
    for term in section.terms:
        yield key(term.text)
        for reading in term.readings:
            yield reading_key(reading)
            yield romaji_key(reading)


def _definition(section: LanguageSection) -> str:
    return section.definition.text if section.definition else ""


def pairs(of: str) -> tuple[str, ...]:
    """The overlapping pairs of characters of a key; the key itself where it is a single one."""
    return tuple(first + second for first, second in pairwise(of)) or (of,)


def tokens(text: str) -> Tokens:
    """A text folded (width, case, katakana as hiragana) and cut."""
    runs = _RUN.findall(fold(text, "kana"))
    english = tuple(_stem(run) for run in runs if run.isascii())
    return Tokens(tuple(pair for run in runs if not run.isascii() for pair in pairs(run)), english)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(stem(word))
