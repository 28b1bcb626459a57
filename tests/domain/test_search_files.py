"""The files of the index: found whole, by beginnings, by slips and by words, and just as what is only in memory."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from math import log as ln
from operator import eq, methodcaller
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from glossary.model import Concept, Example, LanguageSection, Note, Relation
from glossary.search import Query
from glossary.search import files as search_files
from glossary.search import lists as search_lists
from glossary.search.arrays import (
    Blobs,
    Strings,
    distinct,
    read_numbers,
    write_blobs,
    write_numbers,
    write_strings,
)
from glossary.search.asking import Question
from glossary.search.grammar import Phrase
from glossary.search.lists import Lists, Scored
from glossary.search.near import Near
from glossary.search.sections import Section
from glossary.search.tables import KeyTable, write_table
from glossary.search.volume import Volume
from glossary.search.whoosh_compat import Postings, Words, WordsWriter
from glossary.search.wordings import Text
from tests.domain.test_search import Log, section, term

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FEW_LETTERS = "abかナ幻覚𠮟"
KEYS = st.text(alphabet=FEW_LETTERS, min_size=1, max_size=7)

count = itertools.count()


def quietly(done: int, total: int) -> None:
    return None


@pytest.fixture(params=["in memory", "mapped"])
def however_large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read whole; here also as if they were large."""
    if request.param == "mapped":
        monkeypatch.setattr(search_files, "_READ_WHOLE", 0)


@pytest.fixture
def another(tmp_path: Path) -> Callable[[], Path]:
    """A new folder whenever one is needed."""

    def made() -> Path:
        folder = tmp_path / str(next(count))
        folder.mkdir()
        return folder

    return made


# Numbers, strings and pieces of bytes


@pytest.mark.usefixtures("however_large")
@pytest.mark.parametrize(("name", "largest"), [("n.u1", 255), ("n.u2", 65_535), ("n.u4", 2**32 - 1), ("n.i8", 2**62)])
@pytest.mark.parametrize("many", [0, 1, 1000])
def test_numbers_come_back_as_they_were(tmp_path: Path, name: str, largest: int, many: int) -> None:
    numbers = np.linspace(0, largest, many).astype(np.int64)
    write_numbers(tmp_path / name, numbers)
    assert read_numbers(tmp_path / name).tolist() == numbers.tolist()


@given(st.lists(st.integers(0, 20)))
def test_distinct_numbers_rise_and_come_once(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.uint32)).tolist() == sorted(set(numbers))


@pytest.mark.usefixtures("however_large")
@pytest.mark.parametrize("is_reread", [False, True])
def test_pieces_of_bytes_come_back_by_their_places(tmp_path: Path, is_reread: bool) -> None:
    pieces = [b"", b"one", "二つ".encode(), b"", b"\0\xff"]
    write_blobs(tmp_path, "blobs", pieces)
    found = Blobs(tmp_path, "blobs", is_reread=is_reread)
    assert [found[place] for place in range(len(found))] == pieces
    start, end = found.span(2)
    assert found.content.find("つ".encode(), start, end) == start + 3
    assert found.content.find(b"one", start, end) == -1


@pytest.mark.usefixtures("however_large")
def test_strings_are_found_whole_and_by_how_they_begin(another: Callable[[], Path]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.sets(KEYS, max_size=30), st.text(alphabet=FEW_LETTERS, max_size=3))
    def ask(strings: set[str], wanted: str) -> None:
        folder, ordered = another(), sorted(strings)
        write_strings(folder, "strings", ordered)
        found = Strings(folder, "strings")
        assert [found.place(each) for each in ordered] == list(range(len(ordered)))
        assert found.place(wanted) == (ordered.index(wanted) if wanted in strings else None)
        start, end = found.beginning(wanted)
        assert ordered[start:end] == [each for each in ordered if each.startswith(wanted)]

    ask()


# Tables of keys


def table(folder: Path, posted: Mapping[str, Sequence[int]]) -> KeyTable:
    write_table(folder, "text", posted)
    return KeyTable(folder, "text")


POSTED = st.dictionaries(KEYS, st.lists(st.integers(0, 99), min_size=1, max_size=3, unique=True).map(sorted))


@pytest.mark.usefixtures("however_large")
def test_a_table_finds_whole_keys_and_all_that_begin_so(another: Callable[[], Path]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(POSTED, st.text(alphabet=FEW_LETTERS, max_size=3))
    def ask(posted: dict[str, list[int]], wanted: str) -> None:
        found = table(another(), posted)
        begun = [each for each in sorted(posted) if each.startswith(wanted)]
        names = [name for each in begun for name in posted[each]]
        assert {each: found.whole(each).tolist() for each in posted} == posted
        assert found.whole(wanted).tolist() == posted.get(wanted, [])
        assert found.beginning(wanted).tolist() == names
        assert (found.best(wanted)[0].tolist(), found.best(wanted)[1]) == (names, True)
        short = sorted({name for each in begun if len(each) < 5 for name in posted[each]})
        assert found.under(wanted, lambda key: len(key) < 5, 3).tolist() == short[:3]

    ask()


def test_of_a_crowd_of_keys_the_best_names_are_at_hand(tmp_path: Path) -> None:
    posted = {f"か{number:04}": [(number * 37) % 1000] for number in range(1000)} | {"き": [5]}
    found = table(tmp_path, posted)
    names, is_all = found.best("か")
    assert (sorted(set(names.tolist())), is_all) == (list(range(64)), False)
    assert len(found.beginning("か")) == 1000
    assert (found.best("き")[0].tolist(), found.best("き")[1]) == ([5], True)
    assert found.best("か00")[1]


def test_a_crowd_of_keys_of_few_names_gives_each(tmp_path: Path) -> None:
    found = table(tmp_path, {f"a{number:04}": [number % 3] for number in range(600)})
    names, is_all = found.best("a")
    assert (set(names.tolist()), is_all) == ({0, 1, 2}, False)


def one_slip_away(key: str, keys: set[str]) -> set[str]:
    return {each for each in keys if OSA.distance(key, each) == 1}


LONGER = st.text(alphabet=FEW_LETTERS, min_size=2, max_size=7)


@st.composite
def slipped(draw: st.DrawFn, key: str) -> str:
    """A key with one character more, less, other or changed with its neighbour."""
    at, other = draw(st.integers(0, len(key) - 1)), draw(st.sampled_from(FEW_LETTERS))
    swapped = key[:at] + key[at + 1 : at + 2] + key[at] + key[at + 2 :]
    return draw(st.sampled_from([key[:at] + other + key[at:], key + other, key[:at] + key[at + 1 :], swapped]))


@st.composite
def keys_and_one_near(draw: st.DrawFn) -> tuple[set[str], str]:
    keys = draw(st.sets(LONGER, min_size=1, max_size=40))
    return keys, draw(st.sampled_from(sorted(keys)).flatmap(slipped) | LONGER)


@pytest.mark.usefixtures("however_large")
def test_no_key_a_slip_away_is_missed(another: Callable[[], Path]) -> None:
    @settings(max_examples=150, deadline=None)
    @given(keys_and_one_near())
    def ask(asked: tuple[set[str], str]) -> None:
        keys, wanted = asked
        candidates = list(table(another(), {each: [0] for each in keys}).near(wanted))
        assert len(candidates) == len(set(candidates))
        assert one_slip_away(wanted, keys) <= set(candidates) <= keys

    ask()


@settings(max_examples=300, deadline=None)
@given(keys_and_one_near())
def test_no_key_a_slip_away_is_missed_in_memory(asked: tuple[set[str], str]) -> None:
    keys, wanted = asked
    longer = {each for each in keys if len(each) > 2}
    found = {key for key, far in Near(longer).within(wanted, 1) if far == 1}
    assert found == (one_slip_away(wanted, longer) if len(wanted) > 2 else found)


def test_the_longest_keys_are_found_a_slip_away_too(tmp_path: Path) -> None:
    longest = "".join(chr(ord("a") + number % 26) for number in range(64))
    found = table(tmp_path, {longest: [0], longest + "xyz": [1]})
    for wanted in (longest[1:], longest + "q", longest[:30] + longest[31] + longest[30] + longest[32:]):
        assert list(found.near(wanted)) == [longest]
    assert list(found.near("z" * 5000)) == []


# Words, in Whoosh's files


POSTINGS = {
    "names": {"ai": ([0, 2], [255, 1]), "生成": ([1], [7])},
    "words": {"ai": ([1], [3]), "モデ": ([0, 1, 2], [1, 2, 3]), "モル": ([2], [9]), "𠮟る": ([0], [1])},
}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    writer = WordsWriter(tmp_path, tuple(POSTINGS), 3)
    for field, words in POSTINGS.items():
        ordered = sorted((word.encode(), lists) for word, lists in words.items())
        writer.field(field, ((word, as_postings(*lists)) for word, lists in ordered))
    writer.close()
    return tmp_path


def as_postings(documents: list[int], weights: list[int]) -> Postings:
    return Postings(np.array(documents, dtype=np.uint32), np.array(weights, dtype=np.uint8))


@pytest.mark.usefixtures("however_large")
def test_words_come_back_with_where_they_are_and_what_they_weigh(written: Path) -> None:
    found = Words(written)
    assert found.documents == 3
    for field, words in POSTINGS.items():
        for word, (documents, weights) in words.items():
            postings = found.postings(field, word)
            assert postings is not None
            assert (postings.documents.tolist(), postings.weights.tolist()) == (documents, weights)
    assert found.postings("names", "モデ") is None
    assert found.postings("words", "") is None


@pytest.mark.usefixtures("however_large")
def test_words_are_found_by_how_they_begin_in_one_field_only(written: Path) -> None:
    found = Words(written)
    assert found.beginning("words", "モ", 9) == ["モデ", "モル"]
    assert found.beginning("words", "モ", 1) == ["モデ"]
    assert found.beginning("names", "モ", 9) == []
    assert found.beginning("names", "生", 9) == ["生成"]
    assert found.beginning("names", "龠", 9) == []


def test_whooshs_own_reader_finds_the_same_words_in_our_files(written: Path) -> None:
    storage = FileStorage(str(written))
    toc = TOC.read(storage, "MAIN")
    assert toc.schema.names() == ["names", "words"]
    [segment] = toc.segments
    assert segment.doc_count_all() == 3
    terms = W3Codec().terms_reader(storage, segment)
    known = {(field, word): len(lists[0]) for field, words in POSTINGS.items() for word, lists in words.items()}
    assert {(field, word.decode()): info.doc_frequency() for (field, word), info in terms.items()} == known
    assert ("words", "モデ".encode()) in terms
    assert ("words", b"absent") not in terms
    terms.close()


# Lists, joined


WORDS = ["ai", "model", "models", "modern", "生成", "生", "成形", "モデル", "言語", "の", "取り扱い", "取扱い"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join) | st.lists(
    st.sampled_from(WORDS), min_size=1, max_size=8
).map("".join)
ASKED = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join) | st.sampled_from(["mod*", "ai mode*"])


def field_of(sections: Sequence[Section], folder: Path) -> Lists:
    """The sections as they are written, one document each."""
    inverted: dict[bytes, tuple[list[int], list[int]]] = {}
    for document, each in enumerate(sections):
        for word, weight in each.weights.items():
            documents, weights = inverted.setdefault(word.encode(), ([], []))
            documents.append(document)
            weights.append(weight)
    writer = WordsWriter(folder, ("words",), len(sections))
    writer.field("words", ((word, as_postings(*lists)) for word, lists in sorted(inverted.items())))
    writer.close()
    return Lists(Words(folder), "words")


def by_brute_force(sections: Sequence[Section], phrase: Phrase) -> dict[int, float]:
    """Document by document: the sum of weight and rarity over all that the phrase needs."""

    def weighed(fits: Callable[[str], bool]) -> list[int]:
        return [max((weight for word, weight in each.weights.items() if fits(word)), default=0) for each in sections]

    every = [weighed(partial(eq, token)) for token in phrase.tokens]
    every += [weighed(methodcaller("startswith", one)) for one in phrase.beginnings]
    if phrase.begun:
        every.append(weighed(lambda word: word == phrase.units[-1] or word.startswith(phrase.begun)))
    frequencies = [sum(map(bool, weights)) for weights in every]
    rarities = [ln(1 + (len(sections) - many + 0.5) / (many + 0.5)) for many in frequencies]
    return {
        document: sum(weight / 255 * rarity for weight, rarity in zip(weights, rarities, strict=True))
        for document, weights in enumerate(zip(*every, strict=True))
        if all(weights)
    }


@pytest.mark.parametrize("dense", [0, 16, 10**9], ids=["searched", "as usual", "spread out"])
def test_documents_with_all_words_of_a_phrase_score_as_document_by_document(
    another: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, dense: int
) -> None:
    monkeypatch.setattr(search_lists, "_DENSE", dense)

    @settings(max_examples=80, deadline=None)
    @given(st.lists(TEXTS, min_size=1, max_size=12), ASKED)
    def ask(texts: list[str], line: str) -> None:
        sections = [Section("ja", "current", [Text("ja", "definition", text)]) for text in texts]
        phrase = Phrase(line)
        expected = by_brute_force(sections, phrase)
        found = field_of(sections, another()).having(phrase)
        assert found.documents.tolist() == sorted(expected)
        assert found.scores.tolist() == pytest.approx([expected[each] for each in sorted(expected)], rel=1e-4)

    ask()


@settings(max_examples=300, deadline=None)
@given(TEXTS, ASKED)
def test_a_section_in_which_a_phrase_stands_has_its_words_and_an_exact_phrase_stands_where_they_are(
    text: str, line: str
) -> None:
    each, phrase = Section("ja", "current", [Text("ja", "definition", text)]), Phrase(line)
    has_words, stands = bool(by_brute_force([each], phrase)), phrase.is_in(each.folded)
    assert has_words or not (stands and phrase.is_searchable)
    assert stands or not (has_words and phrase.is_exact)


@pytest.mark.parametrize(
    ("line", "text"), [("aiの", "ai"), ('"ai ai"', "ai"), ("ののの", "のの"), ("生の", "生"), ("生ai", "ai生")]
)
def test_where_words_alone_cannot_tell_a_phrase_is_not_exact(line: str, text: str) -> None:
    phrase = Phrase(line)
    assert not phrase.stands_in(text)
    assert not (phrase.is_exact and by_brute_force([Section("ja", "current", [Text("ja", "note", text)])], phrase))


def test_documents_with_most_of_the_parts_have_the_sum_of_their_scores(tmp_path: Path) -> None:
    texts = ["ai model", "ai", "言語 model", *["生成"] * 9]
    lists = field_of([Section("en", "current", [Text("en", "note", text)]) for text in texts], tmp_path)
    parts = [lists.having(Phrase(word)) for word in ("ai", "model", "absent")]
    found = lists.most(parts, 0.5)
    assert found.documents.tolist() == [0]
    assert found.scores.tolist() == pytest.approx([parts[0].scores[0] + parts[1].scores[0]])
    assert lists.most(parts, 0.3).documents.tolist() == [0, 1, 2]


def test_parts_that_are_everywhere_say_nothing_unless_there_are_no_others(tmp_path: Path) -> None:
    texts = ["ai model", "ai", "ai", "ai", "ai", "model"]
    lists = field_of([Section("en", "current", [Text("en", "note", text)]) for text in texts], tmp_path)
    everywhere, rare = lists.having(Phrase("ai")), lists.having(Phrase('"ai model"'))
    assert lists.most([everywhere, rare], 0.5).documents.tolist() == [0]
    assert lists.most([everywhere], 0.5).documents.tolist() == [0, 1, 2, 3, 4]


def test_scored_documents_can_be_chosen_and_put_in_order() -> None:
    scored = Scored(np.array([1, 5, 9], dtype=np.uint32), np.array([0.1, 0.3, 0.2], dtype=np.float32))
    assert scored.where(scored.scores > 0.15).documents.tolist() == [5, 9]
    assert scored.at(np.argsort(-scored.scores)).documents.tolist() == [5, 9, 1]


# What is in memory and what is in files, asked the same


def said(text: str, *more: Any, language: str = "ja", **members: Any) -> dict[str, LanguageSection]:
    return {language: section(term(text, *more), **members)}


def entries() -> Log:
    """A dozen concepts: with earlier wordings, retired ones, search forms, several languages, one that lies ahead."""
    log = Log()
    notes = (Note(kind="note", text="言語モデルの一種。モデルの評価に注意。"),)
    written: list[tuple[str, dict[str, LanguageSection], dict[str, Any], dict[str, Any]]] = [
        ("llm", said("巨大言語模型", "きょだいげんごもけい", says="巨大な模型。"), {"subjects": ("models",)}, {}),
        (
            "llm",
            said("大規模言語モデル", "だいきぼげんごもでる", says="大量の文書で学習したモデル。", notes=notes)
            | said("large language model", language="en", says="A model of language trained on many texts."),
            {"subjects": ("models",)},
            {"ja": "in_sync", "en": "behind"},
        ),
        ("model", said("モデル", says="データから作る。") | said("model", language="en", says="made of data"), {}, {}),
        (
            "hallucination",
            said("ハルシネーション", "はるしねーしょん", says="生成AIの誤った情報。", search_forms=("幻を見る",))
            | said("hallucination", language="en", says="wrong output of generative AI models"),
            {"subjects": ("risk", "models"), "relations": (Relation(type="related", target="llm"),)},
            {"en": "in_sync"},
        ),
        ("old", said("旧言語モデル", says="もう使われないモデル。"), {"subjects": ("models",)}, {"status": "retired"}),
        (
            "generative",
            said("生成AI", "せいせいえーあい", says="新たな情報を生成するAI。"),
            {"subjects": ("risk",)},
            {},
        ),
        (
            "tuning",
            said("fine tuning", language="en", says="training a model further", search_forms=("adaptation",)),
            {},
            {},
        ),
        (
            "tuning",
            said("finetuning", language="en", says="further training of a model")
            | said("ファインチューニング", says="学習済みモデルの追加の学習。"),
            {},
            {"ja": "unreviewed"},
        ),
        (
            "embedding",
            said("埋め込み", "うめこみ", says="取り扱いやすい数値にすること。"),
            {"subjects": ("models",)},
            {},
        ),
        ("chat", said("聊天机器人", language="zh", says="与人交谈的程序。"), {}, {}),
        (
            "data",
            said("データ", says="取扱いに注意する情報。") | said("data", language="en", says="pieces of information"),
            {},
            {},
        ),
        (
            "bias",
            said(
                "bias", language="en", says="unfair output", examples=(Example(text="A model trained on few texts."),)
            ),
            {},
            {},
        ),
        ("future", said("未来モデル", says="まだ先のモデル。"), {}, {"valid_at": 9_000}),
        ("bias", said("偏り", says="偏った出力。"), {"subjects": ("risk",)}, {"valid_at": 9_000}),
    ]
    for concept, languages, members, how in written:
        log.write(Concept(id=concept, languages=languages, **members), **how)
    return log


ASKED_FOR = [
    *(
        "モデル",
        "言語",
        "言語モデル",
        "大規模",
        "模型",
        "巨大な",
        "巨大言語模型",
        "生成",
        "AI",
        "AIの",
        "誤った情報",
        "学習",
    ),
    *(
        "取扱い",
        "取り扱い",
        "埋込",
        "情",
        "の",
        "する",
        "データ",
        "交谈",
        "旧言語モデル",
        "もう使われない",
        "未来",
        "幻",
        "偏",
    ),
    *("model", "models", "language", "large language model", "language large", "training", "tuning", "trained"),
    *("fine tuning", "fine-tuning", "finetuning", "adaptation", "llm", "nothing", "haru", "はるしねーしょん"),
    *("ハルシネーシン", "halucination", "学習したモデルの評価に注意", "a model of language"),
]
PIECES = st.sampled_from(ASKED_FOR)
WRITTEN = st.one_of(PIECES, PIECES, PIECES.map("-{}".format), PIECES.map('"{}"'.format), PIECES.map("{}*".format))
LINES = st.lists(WRITTEN, min_size=1, max_size=3).map(" ".join)
QUERIES = st.builds(
    Query,
    text=LINES,
    languages=st.sampled_from([None, None, ("ja",), ("en",), ("zh", "en"), ("xx",), ()]),
    statuses=st.sampled_from([("current",), ("current",), ("retired",), ("current", "retired")]),
    subjects=st.sampled_from([None, None, ("models",), ("risk",), ("risk", "unheard of"), ()]),
    within=st.sampled_from(["current", "current", "past", "all"]),
    facets=st.just(True),
)


def volume(folder: Path, log: Log, upto: int | None = None) -> Volume:
    """A glossary as it is in files up to an entry, or in memory alone, followed to its end."""
    made = Volume(folder, "ai", lambda: NOW)
    mark = log.marks()["ai"]
    if upto is not None:
        earlier = Log()
        earlier.revisions_of["ai"] = log.revisions_of["ai"][:upto]
        assert made.write(earlier, earlier.marks()["ai"], None, quietly)
    made.follow(log, mark)
    return made


def told(volume: Volume, query: Query) -> dict[str, Any]:
    found = Question(query, volume.sources, is_all_known=True).answer()
    return {
        "hits": sorted((hit.concept, hit.matched_on, hit.language) for hit in found.hits),
        "total": found.total,
        "facets": found.facets,
    }


@pytest.fixture
def in_memory(tmp_path: Path) -> Volume:
    return volume(tmp_path / "nothing", entries())


@pytest.mark.usefixtures("however_large")
@pytest.mark.parametrize("upto", [14, 7, 1, 11], ids="{} in files".format)
def test_files_and_memory_give_the_same_answers(
    in_memory: Volume, tmp_path: Path, upto: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_lists, "_COMMON", 1)  # which words are too common only the files know
    in_files = volume(tmp_path / "index", entries(), upto)
    assert len(in_files.sources) == 2

    @settings(max_examples=200, deadline=None)
    @given(QUERIES)
    @example(Query(text="AIの 情", facets=True))  # one word by the dictionary, the other as it is written
    def ask(query: Query) -> None:
        assert told(in_files, query) == told(in_memory, query)

    ask()
