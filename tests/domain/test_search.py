"""Search: every spelling finds its term, texts are found by their words, and nothing typed can hurt."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.model import Concept, Context, Definition, Example, LanguageSection, Note, Revision, Sync, Term
from glossary.search import Mark, Moment, Query, Results, Search, TermMatch

pytestmark = pytest.mark.usefixtures("either_way")

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Log:
    """A feed over values in memory."""

    def __init__(self, name: str = "tested") -> None:
        self.name = name
        self.at = 1_000
        self.revisions_of: dict[str, list[Revision]] = {}
        self.asked: list[str] = []

    def write(
        self,
        concept: Concept,
        glossary: str = "ai",
        valid_at: int = 0,
        status: Any = "current",
        valid_from: str = "2025-06-18",
        **sync: Any,
    ) -> None:
        log = self.revisions_of.setdefault(glossary, [])
        number = 1 + sum(each.concept.id == concept.id for each in log)
        log.append(
            Revision(
                glossary=glossary,
                concept=concept,
                number=number,
                seq=len(log) + 1,
                kind="new" if number == 1 else "change",
                status=status,
                valid_from=valid_from,
                valid_at=valid_at,
                recorded_at=NOW,
                author="p-1",
                change_note=None,
                digest=f"{self.name}/{len(log) + 1}",
                sync={language: Sync(state=state) for language, state in sync.items()},
            )
        )

    def marks(self) -> dict[str, Mark]:
        self.asked.append("marks")
        return {
            name: Mark(seq=len(log), digest=log[-1].digest if log else "", at=self.at)
            for name, log in self.revisions_of.items()
        }

    def carried(self) -> None:
        return None

    def differing(self, glossary: str, since: Moment, until: Mark, state: Moment) -> dict[str, bool]:
        log = self.revisions_of[glossary]
        return {each.concept.id: True for each in log if each.seq > since.seq or since.at < each.valid_at <= until.at}

    def digest_at(self, glossary: str, seq: int) -> str | None:
        self.asked.append("digest_at")
        log = self.revisions_of[glossary]
        return log[seq - 1].digest if seq <= len(log) else None

    def changed(self, glossary: str, since: Mark | None, until: Mark) -> Iterator[Sequence[str]]:
        self.asked.append("changed")
        known = [each for each in self.revisions_of[glossary] if each.seq <= until.seq]
        found = {
            each.concept.id
            for each in known
            if since is None or each.seq > since.seq or since.at < each.valid_at <= until.at
        }
        ordered = sorted(found)
        for start in range(0, len(ordered), 500):
            yield ordered[start : start + 500]

    def revisions(self, glossary: str, concepts: Sequence[str], until: Mark) -> list[Revision]:
        self.asked.append("revisions")
        wanted = set(concepts)
        found = [each for each in self.revisions_of[glossary] if each.concept.id in wanted and each.seq <= until.seq]
        return sorted(found, key=lambda each: (each.concept.id, each.number))


def term(text: str, *readings: str, status: Any = "preferred", **more: Any) -> Term:
    return Term(text=text, status=status, readings=readings, **more)


def section(*terms: Term, says: str | None = None, **more: Any) -> LanguageSection:
    definition = Definition(text=says) if says else None
    return LanguageSection(text_status="original", terms=terms, definition=definition, **more)


HALLUCINATION = Concept(
    id="hallucination",
    subjects=("risk",),
    languages={
        "ja": section(
            term("ハルシネーション", "はるしねーしょん"),
            term("幻覚", "げんかく", status="admitted"),
            says="生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。",
            notes=(Note(kind="note", text="ﾊﾙｼﾈｰｼｮﾝとも書く。"),),
        ),
        "en": section(
            term("hallucination", usage="Said of models only."),
            says="generation of false information by a generative model",
            search_forms=("AI makes things up",),
        ),
    },
)
LLM = Concept(
    id="llm",
    subjects=("models",),
    languages={
        "ja": section(
            term(
                "大規模言語モデル",
                "だいきぼげんごもでる",
                contexts=(Context(text="銀行が大規模言語モデルを用いる。"),),
            ),
            term("LLM", "えるえるえむ", status="admitted"),
            says="Large Language Model。大規模言語モデル。",
        ),
        "en": section(
            term("large language model"),
            term("LLM", status="admitted"),
            says="a model of language with very many parameters",
            examples=(Example(text="Llama"),),
        ),
    },
)
GENERATIVE = Concept(
    id="generative-ai",
    languages={
        "ja": section(term("生成AI", "せいせいえーあい"), says="新たなコンテンツを生成する機能を有するもの"),
        "en": section(term("generative AI"), says="AI that makes new content"),
    },
)


@pytest.fixture
def log() -> Log:
    written = Log()
    for concept in (HALLUCINATION, LLM, GENERATIVE):
        written.write(concept)
    return written


@pytest.fixture
def search(tmp_path: Path, log: Log) -> Search:
    made = Search(tmp_path / "index", lambda: NOW)
    made.catch_up(log)
    return made


def reasons(found: Sequence[TermMatch]) -> list[tuple[str, str, str]]:
    return [(match.concept, match.text, match.matched_on) for match in found]


def concepts(found: Results) -> list[str]:
    return [hit.concept for hit in found.hits]


def marked(found: Results) -> list[str]:
    text, ranges = found.hits[0].highlight.text, found.hits[0].highlight.ranges
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize(
    ("form", "text", "matched_on"),
    [
        ("ハルシネーション", "ハルシネーション", "exact"),
        ("ﾊﾙｼﾈｰｼｮﾝ", "ハルシネーション", "width"),
        ("はるしねーしょん", "ハルシネーション", "kana"),
        ("ハルシ・ネーション", "ハルシネーション", "separator"),
        ("はるしねいしょん", "ハルシネーション", "long_vowel"),
        ("harushinēshon", "ハルシネーション", "romaji"),
        ("harusineesyon", "ハルシネーション", "romaji"),
        ("げんかく", "幻覚", "reading"),
        ("genkaku", "幻覚", "romaji"),
        ("Hallucinations", "hallucination", "inflection"),
        ("AI makes things up", "AI makes things up", "search_form"),
    ],
)
def test_every_form_of_hallucination_finds_it(search: Search, form: str, text: str, matched_on: str) -> None:
    assert reasons(search.terms(form))[:1] == [("hallucination", text, matched_on)]


@pytest.mark.parametrize(
    ("form", "matched_on"),
    [
        ("LLM", "exact"),
        ("ＬＬＭ", "width"),
        ("llm", "case"),
        ("LLMs", "inflection"),
        ("えるえるえむ", "reading"),
        ("エルエルエム", "reading"),
        ("erueruemu", "romaji"),
        ("大規模言語モデル", "exact"),
        ("だいきぼげんごモデル", "reading"),
        ("Large-Language Models", "inflection"),
    ],
)
def test_every_form_of_llm_finds_it(search: Search, form: str, matched_on: str) -> None:
    best = search.terms(form)[0]
    assert (best.concept, best.matched_on) == ("llm", matched_on)


@pytest.mark.parametrize("form", ["せいせいAI", "せいせいえーあい", "せいせいえいあい", "セイセイＡＩ", "seiseiAI"])
def test_a_reading_may_keep_its_latin_letters(search: Search, form: str) -> None:
    assert [match.concept for match in search.terms(form)] == ["generative-ai"]


@pytest.mark.parametrize("form", ["埋め込み", "埋込み", "埋込", "埋め込"])
@pytest.mark.parametrize("text", ["埋め込み", "埋込み", "埋込"])
def test_okurigana_may_be_left_out_or_put_in(search: Search, log: Log, form: str, text: str) -> None:
    log.write(Concept(id="embedding", languages={"ja": section(term(text, "うめこみ"))}))
    search.catch_up(log)
    matched_on = [match.matched_on for match in search.terms(form)]
    assert matched_on == ["exact" if form == text else "okurigana"]


def test_okurigana_tell_words_apart_where_both_are_terms(search: Search, log: Log) -> None:
    log.write(Concept(id="creature", languages={"ja": section(term("生き物"))}))
    log.write(Concept(id="biology", languages={"ja": section(term("生物"))}))
    search.catch_up(log)
    assert [match.concept for match in search.terms("生物")] == ["biology"]
    assert [match.concept for match in search.terms("生き物")] == ["creature"]


@pytest.mark.parametrize("form", ["", " ", "ー", "・", "!?", "\0"])
def test_a_form_with_an_empty_key_matches_nothing(search: Search, form: str) -> None:
    assert search.terms(form) == []
    assert search.suggest(form) == []


def test_each_term_comes_once_and_for_its_best_reason(search: Search) -> None:
    assert reasons(search.terms("llm", language="ja")) == [("llm", "LLM", "case")]


def test_a_language_and_a_glossary_limit_the_terms(search: Search, log: Log) -> None:
    log.write(LLM, glossary="other")
    search.catch_up(log)
    assert {match.language for match in search.terms("LLM", language="en")} == {"en"}
    assert {match.glossary for match in search.terms("LLM", glossaries=("other",))} == {"other"}
    assert [match.glossary for match in search.terms("LLM", language="en")] == ["ai", "other"]


def test_homographs_all_match_and_the_preferred_comes_first(search: Search, log: Log) -> None:
    log.write(Concept(id="illusion", languages={"ja": section(term("幻覚", "げんかく"))}))
    search.catch_up(log)
    assert [match.concept for match in search.terms("幻覚")] == ["illusion", "hallucination"]


def test_a_term_of_an_earlier_wording_leads_to_the_concept_as_it_is(search: Search, log: Log) -> None:
    log.write(Concept(id="llm", languages={"en": section(term("LLM"))}))
    search.catch_up(log)
    match = search.terms("large language model")[0]
    assert (match.number, match.matched_on, match.past, match.term_index) == (2, "past_term", True, None)
    assert not search.terms("LLM")[0].past


def test_a_retired_concept_matches_after_those_in_force(search: Search, log: Log) -> None:
    log.write(Concept(id="a-retired", languages={"en": section(term("LLM"))}), status="retired")
    search.catch_up(log)
    found = search.terms("LLM", language="en")
    assert [(match.concept, match.retired) for match in found] == [("llm", False), ("a-retired", True)]
    assert "a-retired" not in concepts(search.search(Query(text="LLM")))
    assert concepts(search.search(Query(text="LLM", statuses=("retired",)))) == ["a-retired"]


@pytest.mark.parametrize(
    ("prefix", "text"),
    [("ハルシ", "ハルシネーション"), ("haru", "ハルシネーション"), ("harus", "ハルシネーション"), ("せいせ", "生成AI"),
     ("hallu", "hallucination"), ("large lan", "large language model"), ("大規", "大規模言語モデル")],
)  # fmt: skip
def test_what_is_typed_so_far_suggests_the_term(search: Search, prefix: str, text: str) -> None:
    assert [match.text for match in search.suggest(prefix)][:1] == [text]


def test_suggestions_show_whole_forms_first_and_each_concept_once(search: Search) -> None:
    found = search.suggest("l")
    assert [match.concept for match in found] == ["llm"]
    assert search.suggest("llm")[0].matched_on == "case"
    assert len(search.suggest("h", limit=0)) == 0


def test_suggestions_show_preferred_terms_before_others_and_shorter_ones_first(search: Search, log: Log) -> None:
    log.write(Concept(id="zoo", languages={"en": section(term("zoo keeper"), term("zeal", status="deprecated"))}))
    log.write(Concept(id="zone", languages={"en": section(term("long form"), term("zone", status="admitted"))}))
    log.write(Concept(id="zebra", languages={"en": section(term("zebra"))}))
    search.catch_up(log)
    assert [match.text for match in search.suggest("z")] == ["zebra", "zoo keeper", "zone"]


@pytest.mark.parametrize(
    ("text", "concept", "field", "language"),
    [
        ("誤った情報", "hallucination", "definition", "ja"),
        ("false information", "hallucination", "definition", "en"),
        ("parameter", "llm", "definition", "en"),
        ("はるしねーしょんとも", "hallucination", "note", "ja"),
        ("Llama", "llm", "example", "en"),
        ("said", "hallucination", "usage", "en"),
        ("銀行", "llm", "context", "ja"),
        ("誤", "hallucination", "definition", "ja"),
        ("有する", "generative-ai", "definition", "ja"),
        ("銀行 parameters", "llm", "definition", "en"),
    ],
)
def test_texts_are_found_in_both_languages(search: Search, text: str, concept: str, field: str, language: str) -> None:
    found = search.search(Query(text=text))
    assert concepts(found)[:1] == [concept]
    assert (found.hits[0].matched_on, found.hits[0].field, found.hits[0].language) == (
        "text",
        field,
        language,
    )
    assert not found.degraded


def test_headwords_come_before_parts_and_parts_before_texts(search: Search) -> None:
    found = search.search(Query(text="生成AI"))
    assert [(hit.concept, hit.matched_on) for hit in found.hits] == [
        ("generative-ai", "exact"),
        ("hallucination", "text"),
    ]
    assert [hit.matched_on for hit in search.search(Query(text="language")).hits] == ["part"]
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


def test_a_latin_word_is_no_part_of_another(search: Search) -> None:
    assert search.search(Query(text="anguage")).hits == ()


def test_languages_limit_the_texts_too(search: Search) -> None:
    assert concepts(search.search(Query(text="parameters", languages=("ja",)))) == []
    assert concepts(search.search(Query(text="parameters", languages=("en",)))) == ["llm"]


def test_subjects_and_glossaries_limit_the_hits(search: Search, log: Log) -> None:
    log.write(LLM, glossary="other")
    search.catch_up(log)
    assert concepts(search.search(Query(text="モデル", subjects=("risk",)))) == []
    found = search.search(Query(text="parameters", glossaries=("other",)))
    assert [(hit.glossary, hit.concept) for hit in found.hits] == [("other", "llm")]
    assert search.search(Query(text="parameters")).total == 2


def test_all_words_must_occur_unless_nothing_has_them_all(search: Search) -> None:
    assert concepts(search.search(Query(text="false generative"))) == ["hallucination"]
    assert concepts(search.search(Query(text="false nowhere"))) == ["hallucination"]
    assert concepts(search.search(Query(text="false nowhere nothing"))) == []


def test_quotes_ask_for_words_that_stand_together(search: Search) -> None:
    assert concepts(search.search(Query(text='"generative model"'))) == ["hallucination"]
    assert concepts(search.search(Query(text='"model generative"'))) == []
    assert concepts(search.search(Query(text='"事実に情報"'))) == []


def test_a_star_asks_for_all_words_that_begin_so(search: Search) -> None:
    assert concepts(search.search(Query(text="gener* fals*"))) == ["hallucination"]
    assert concepts(search.search(Query(text="paramet*"))) == ["llm"]
    assert concepts(search.search(Query(text="parameters*"))) == ["llm"]
    assert marked(search.search(Query(text='"false inform*"'))) == ["false information"]
    assert concepts(search.search(Query(text="誤った情*"))) == ["hallucination"]
    assert concepts(search.search(Query(text="銀*"))) == ["llm"]
    assert concepts(search.search(Query(text="銀*", languages=("en",)))) == []


@pytest.mark.parametrize("text", ["p*", "*aramet", "par*met", "* paramet", "paramet *"])
def test_a_star_elsewhere_or_after_a_single_letter_says_nothing(search: Search, text: str) -> None:
    assert concepts(search.search(Query(text=text))) == []


def test_a_definition_counts_for_more_than_a_note_and_a_note_for_more_than_a_context(search: Search, log: Log) -> None:
    context = term("b", contexts=(Context(text="Zebra crossing."),))
    log.write(Concept(id="b-context", languages={"en": section(context)}))
    log.write(
        Concept(id="a-note", languages={"en": section(term("a"), notes=(Note(kind="note", text="Zebra crossing."),))})
    )
    log.write(Concept(id="c-definition", languages={"en": section(term("c"), says="Zebra crossing.")}))
    search.catch_up(log)
    assert concepts(search.search(Query(text="zebra"))) == ["c-definition", "a-note", "b-context"]


def test_a_minus_excludes(search: Search) -> None:
    assert concepts(search.search(Query(text="generative -model"))) == ["generative-ai"]
    assert concepts(search.search(Query(text="LLM -parameters"))) == []


def test_pages_follow_one_another(search: Search) -> None:
    whole = search.search(Query(text="model"))
    pages = [search.search(Query(text="model", offset=at, limit=1)).hits for at in range(whole.total)]
    assert [page[0] for page in pages] == list(whole.hits)
    assert search.search(Query(text="model", offset=10**9)).hits == ()


def test_the_highlight_is_where_the_word_is_in_the_text_as_stored(search: Search) -> None:
    found = search.search(Query(text="ハルシネーション", languages=("ja",)))
    assert (found.hits[0].field, marked(found)) == ("term", ["ハルシネーション"])
    assert marked(search.search(Query(text="ハルシネーションとも"))) == ["ﾊﾙｼﾈｰｼｮﾝとも"]
    assert marked(search.search(Query(text="parameter"))) == ["parameters"]
    assert marked(search.search(Query(text="hallu"))) == ["hallu"]


def test_the_marked_html_is_escaped(search: Search, log: Log) -> None:
    log.write(Concept(id="x", languages={"en": section(term("x"), says="<b>bold & zebra</b>")}))
    search.catch_up(log)
    html = search.search(Query(text="zebra")).hits[0].highlight.html
    assert html == "&lt;b&gt;bold &amp; <mark>zebra</mark>&lt;/b&gt;"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ハルシネーシン", "ハルシネーション"),
        ("ハルシネーショッン", "ハルシネーション"),
        ("ハルシメーション", "ハルシネーション"),
        ("ハシルネーション", "ハルシネーション"),
        ("アルシネーション", "ハルシネーション"),
        ("halucination", "hallucination"),
        ("halllucination", "hallucination"),
        ("halluciantion", "hallucination"),
        ("hallucimation", "hallucination"),
        ("jallucination", "hallucination"),
        ("hallucinatiom", "hallucination"),
        ("hallucinatiosn", "hallucination"),
        ("haeushineeshon", "ハルシネーション"),
        ("大規模言モデル", "大規模言語モデル"),
        ("だいきぼげごもでる", "大規模言語モデル"),
        ("laarge language model", "large language model"),
    ],
)
def test_one_slip_of_the_pen_is_forgiven_wherever_it_is(search: Search, typed: str, text: str) -> None:
    found = search.search(Query(text=typed))
    assert [(hit.matched_on, hit.highlight.text) for hit in found.hits] == [("fuzzy", text)]
    assert (found.did_you_mean, marked(found)) == (text, [text])
    assert reasons(search.suggest(typed)) == [(found.hits[0].concept, text, "fuzzy")]
    assert search.terms(typed) == []


@pytest.mark.parametrize("form", ["LLN", "LLMX", "幻影", "生成UI", "文章", "contents", "幻核", "zzzzzz", "ンョシ"])
def test_what_is_another_word_is_no_slip_of_the_pen(search: Search, form: str) -> None:
    assert not [hit for hit in search.search(Query(text=form)).hits if hit.matched_on == "fuzzy"]
    assert search.suggest(form) == []


def test_a_form_that_is_somebodys_is_no_slip_for_another(search: Search, log: Log) -> None:
    log.write(Concept(id="salutation", languages={"en": section(term("halucination"))}))
    search.catch_up(log)
    assert concepts(search.search(Query(text="halucination"))) == ["salutation"]
    assert concepts(search.search(Query(text="halucination", subjects=("risk",)))) == []


def test_a_part_of_a_term_is_no_slip_for_another(search: Search, log: Log) -> None:
    log.write(Concept(id="fairness-of-markets", languages={"ja": section(term("市場のハルシネーシン"))}))
    search.catch_up(log)
    assert [hit.matched_on for hit in search.search(Query(text="ハルシネーシン")).hits] == ["part"]


def test_a_term_just_written_is_found_in_spite_of_a_slip_and_one_taken_back_no_more(search: Search, log: Log) -> None:
    assert search.suggest("retreival") == []
    log.write(Concept(id="rag", languages={"en": section(term("retrieval"))}))
    search.catch_up(log)
    assert [match.text for match in search.suggest("retreival")] == ["retrieval"]
    log.write(Concept(id="rag", languages={"en": section(term("RAG"))}))
    search.catch_up(log)
    assert [match.past for match in search.suggest("retreival")] == [True]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("haluccination", "hallucination"), ("幻角", "幻覚"), ("zzzzzz", None)],
)
def test_what_is_further_away_is_asked_about(search: Search, typed: str, meant: str | None) -> None:
    found = search.search(Query(text=typed))
    assert (found.total, found.did_you_mean) == (0, meant)


HOSTILE = [
    "*", "?", "(((", "(" * 5000, "[a TO z]", "a\0b", "\0", "x" * 10_000, "あ" * 10_000, '"' * 20_000, "a " * 5_000,
    "-", "- -", '-"', "x~9", "*a*", "a* OR b*", "NOT " * 5000, ":" * 20_000, "\\" * 20_000, "\ud800", "(a+)+$",
    "ー" * 500, "ﾞ" * 500, "e\u0301" * 300, "ﷺ" * 200, "の", "AND", "definition:x", "past/ja:llm", "'; DROP TABLE x;--",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_are_answered_quickly(search: Search, text: str) -> None:
    begun = time.thread_time()
    assert not search.search(Query(text=text)).degraded
    search.terms(text)
    search.suggest(text)
    assert time.thread_time() - begun < 0.5


def test_no_text_is_an_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    written = Log()
    for concept in (HALLUCINATION, LLM, GENERATIVE):
        written.write(concept)
    made = Search(tmp_path_factory.mktemp("index"), lambda: NOW)
    made.catch_up(written)

    @settings(max_examples=300, deadline=None)
    @given(st.text(max_size=40) | st.text(alphabet='AIai生成ーハﾊﾞ"- ・のLM.', max_size=20))
    def ask(text: str) -> None:
        for hit in made.search(Query(text=text)).hits:
            assert all(0 <= start < end <= len(hit.highlight.text) for start, end in hit.highlight.ranges)
        made.terms(text)
        made.suggest(text)
        assert made.healthy()

    ask()


@pytest.mark.parametrize("ask", [lambda s: s.terms("x"), lambda s: s.suggest("x"), lambda s: s.search(Query(text="x"))])
def test_before_the_first_catching_up_there_is_nothing_yet(tmp_path: Path, ask: Callable[[Search], Any]) -> None:
    untouched = Search(tmp_path / "index", lambda: NOW)
    found = ask(untouched)
    assert found == [] or (found.total == 0 and found.degraded)
    assert not (tmp_path / "index").exists()
