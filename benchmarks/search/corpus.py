"""A glossary of 200,000 concepts: the shipped seed's terms, every entry of JMdict, and compounds of these.

Terms, readings and glosses are real. The definitions are SYNTHETIC (see `wordings.py`): compare engines by them, not
the search with what people write. The same bytes each time; a smaller glossary is the beginning of the large one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from random import Random

import msgspec

from benchmarks.search import jmdict, wordings
from benchmarks.search.jmdict import Entry
from glossary import FORMATS, Concept, Definition, Draft, LanguageSection, Settings, Term, draft
from glossary.seed import shipped_seed
from glossary.text import hiragana

LARGEST = 200_000
SETTINGS = Settings(id="jmdict", title={"ja": "JMdict", "en": "JMdict"})
_SEED = 20_210_401
_MOST_TERMS, _MOST_READINGS, _LONGEST_TERM = 12, 6, 120


def recipe() -> str:
    """Changes when the glossary does: what is kept in the cache goes by this name."""
    made_by = b"".join(Path(module).read_bytes() for module in (__file__, jmdict.__file__, wordings.__file__))
    return hashlib.sha256(made_by).hexdigest()[:12]


def file(cache: Path, count: int) -> Path:
    """The first `count` concepts as a file that `taiyaku load` reads, one concept a line."""
    kept = cache / f"glossary-{recipe()}-{count}.json"
    if not kept.is_file():
        source = _all(cache) if count == LARGEST else _flat(file(cache, LARGEST), count)
        _write(source, kept)
    return kept


def drafts(cache: Path, count: int) -> Iterator[Draft]:
    """The first `count` concepts."""
    return (draft(msgspec.json.decode(line)) for line in _flat(file(cache, count), count))


def _flat(kept: Path, count: int) -> Iterator[bytes]:
    with kept.open("rb") as lines:
        yield from (line.rstrip(b",\n") for line in islice(lines, 1, count + 1))


def _write(concepts: Iterable[bytes], kept: Path) -> None:
    unready = kept.with_suffix(".part")
    unready.parent.mkdir(parents=True, exist_ok=True)
    with unready.open("wb") as target:
        target.write(b"[\n")
        for number, concept in enumerate(concepts):
            target.write((b",\n" if number else b"") + concept)
        target.write(b"\n]\n")
    unready.replace(kept)


def _all(cache: Path) -> Iterator[bytes]:
    entries = list(jmdict.entries(cache))
    Random(_SEED).shuffle(entries)
    writer = wordings.Writer([_headword(each) for each in entries], [each.glosses[0] for each in entries], _SEED)
    made = chain(_seed(), (_concept(each, writer) for each in chain(entries, _compounds(entries))))
    for each in islice(made, LARGEST):
        # FORMATS writes a list of one, indented; a glossary of this size has one line a concept.
        yield msgspec.json.encode(msgspec.json.decode(FORMATS["json"].write([Draft(concept=each)]))[0])


def _seed() -> Iterator[Concept]:
    for each in shipped_seed().drafts:
        sections = {language: _plain(section) for language, section in each.concept.languages.items()}
        yield Concept(id=each.concept.id, languages=sections)


def _plain(section: LanguageSection) -> LanguageSection:
    return LanguageSection(
        text_status=section.text_status,
        terms=section.terms,
        search_forms=section.search_forms,
        definition=section.definition,
    )


def _compounds(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Words that nobody has: two of the dictionary's in one."""
    random = Random(_SEED)
    short = [each for each in entries if each.kanji and len(each.kanji[0]) <= 4]
    for number in range(LARGEST):
        first, second = random.sample(short, 2)
        word, reading = first.kanji[0] + second.kanji[0], first.kana[0] + second.kana[0]
        yield Entry(number, (word,), (reading,), (f"{first.glosses[0]} {second.glosses[0]}",))


def _headword(entry: Entry) -> str:
    return (entry.kanji or entry.kana)[0]


def _concept(entry: Entry, writer: wordings.Writer) -> Concept:
    japanese = _section(entry.kanji or entry.kana, writer.japanese(), _readings(entry))
    return Concept(
        id=f"jm-{entry.number}", languages={"ja": japanese, "en": _section(entry.glosses, writer.english(), ())}
    )


def _readings(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hiragana(kana) for kana in entry.kana))[:_MOST_READINGS]


def _section(texts: Sequence[str], definition: str, readings: tuple[str, ...]) -> LanguageSection:
    preferred, *others = list(dict.fromkeys(text[:_LONGEST_TERM].strip() for text in texts))[:_MOST_TERMS]
    terms = (
        Term(text=preferred, status="preferred", readings=readings),
        *(Term(text=other, status="admitted") for other in others),
    )
    return LanguageSection(text_status="original", terms=terms, definition=Definition(text=definition))
