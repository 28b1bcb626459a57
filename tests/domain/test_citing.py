"""Citations: of exactly one revision, in five styles, whatever the texts are made of."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from glossary import errors
from glossary.calendars import Calendar
from glossary.citing import Citation, Style, citation, cited
from glossary.model import Concept, Definition, LanguageSection, Revision, Settings, Source, Term
from glossary.times import begin

URI = "https://terms.example/api/v1/glossaries/ai-finance/concepts/hallucination/revisions/3"
READ = date(2026, 11, 22)
SETTINGS = Settings(
    id="ai-finance",
    title={"ja": "金融分野のAI用語集", "en": "Glossary of AI in Finance"},
    publisher={"ja": "対訳編集者", "en": "Taiyaku editors"},
)
SOURCE = Source(
    citation="金融庁「AI官民フォーラム」（第1回、2025年6月18日）資料",
    locator="Appendix I. 用語集等―その他",
    uri=None,
    status="identical",
)
PAPER = Source(citation="FSA AI Public-Private Forum, 18 June 2025", status="translated")


def section(text: str, source: Source, status: Any = "original") -> LanguageSection:
    terms = (Term(text=text, status="preferred"),)
    definition = Definition(text="…", source=source)
    return LanguageSection(text_status=status, terms=terms, definition=definition)


def revision(**sections: LanguageSection) -> Revision:
    return Revision(
        glossary="ai-finance", concept=Concept(id="hallucination", languages=sections), number=3, seq=9,
        kind="change", status="current", valid_from="2025-06-18", valid_at=begin("2025-06-18", "Asia/Tokyo"),
        recorded_at=datetime(2025, 7, 1, tzinfo=UTC), author="p-1", change_note=None, digest="sha256:0", sync={},
    )  # fmt: skip


BOTH = revision(ja=section("ハルシネーション", SOURCE), en=section("hallucination", PAPER, "provisional_translation"))


def told(language: str, uri: str | None = URI) -> Citation:
    return citation(BOTH, SETTINGS, language, READ, uri)


@pytest.mark.parametrize(
    ("calendar", "valid", "read"),
    [("gregorian", "2025年6月18日", "2026年11月22日"), ("japanese", "令和7年6月18日", "令和8年11月22日")],
)
def test_the_japanese_style_is_that_of_public_documents(calendar: Calendar, valid: str, read: str) -> None:
    assert cited(told("ja"), "ja", calendar) == (
        f"対訳編集者「ハルシネーション」『金融分野のAI用語集』履歴番号3（{valid}適用）。"
        "出典：金融庁「AI官民フォーラム」（第1回、2025年6月18日）資料、Appendix I. 用語集等―その他。"
        f"{URI}（{read}参照）\n"
    )


def test_the_day_of_reading_is_told_only_where_it_is_known() -> None:
    words: dict[Style, str] = {"ja": "参照", "sist02": "参照", "apa": "Retrieved", "bibtex": "urldate"}
    words["csl-json"] = "accessed"
    for style, word in words.items():
        unread = cited(citation(BOTH, SETTINGS, "ja", None, URI), style)
        assert (word in unread, word in cited(told("ja"), style)) == (False, True)
        assert URI in unread.replace("\\", "")


def test_sist_02_has_author_title_site_date_and_address() -> None:
    assert cited(told("ja"), "sist02") == (
        "対訳編集者. “ハルシネーション”. 金融分野のAI用語集. 履歴番号3. 2025-06-18. "
        f"{URI}, (参照 2026-11-22). "
        "(出典: 金融庁「AI官民フォーラム」（第1回、2025年6月18日）資料、Appendix I. 用語集等―その他)\n"
    )
    assert "仮訳" in cited(told("en"), "sist02")
    assert "仮訳" in cited(told("en"), "ja")


def test_apa_names_the_translation_as_unofficial() -> None:
    assert cited(told("en"), "apa") == (
        "Taiyaku editors. (2025, June 18). Hallucination (Rev. 3) [Unofficial translation]. In Glossary of AI in "
        f"Finance. Retrieved November 22, 2026, from {URI} (Source: FSA AI Public-Private Forum, 18 June 2025)\n"
    )


def test_bibtex_is_one_entry_with_all_that_is_known() -> None:
    assert cited(told("en"), "bibtex") == (
        "@misc{ai-finance-hallucination-r3,\n"
        "  author = {{Taiyaku editors}},\n"
        "  title = {{hallucination}},\n"
        "  howpublished = {Glossary of AI in Finance},\n"
        "  version = {3},\n"
        "  year = {2025},\n"
        "  month = jun,\n"
        "  date = {2025-06-18},\n"
        f"  url = {{{URI}}},\n"
        "  urldate = {2026-11-22},\n"
        "  note = {Source: FSA AI Public-Private Forum, 18 June 2025; Status of the text: unofficial translation},\n"
        "  langid = {english},\n"
        "}\n"
    )


@pytest.mark.parametrize("text", ["100% & more_or #less $1 {a", "}", r"C:\x ~ ^", "a\nb", "{{{", r"\{", "“引用” é"])
def test_bibtex_survives_any_text(text: str) -> None:
    made = cited(msgspec.structs.replace(told("en"), term=text, source=text, publisher=text), "bibtex")
    depth = 0
    for character in made:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert re.search(r"(?<!\\)[%&_#$~^]", made.replace(URI, "").replace("hallucination", "")) is None
    assert len(made.splitlines()) == 13


NAMES = {
    "id", "type", "title", "container-title", "author", "publisher", "edition", "version", "issued", "accessed", "URL",
    "language", "note",
}  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
def test_csl_json_has_the_members_of_its_schema_and_no_others(language: str) -> None:
    [item] = json.loads(cited(told(language), "csl-json"))
    assert {"id", "type"} <= item.keys() <= NAMES
    assert item["type"] == "entry-dictionary"
    assert item["author"] == [{"literal": item["publisher"]}]
    assert item["issued"] == {"date-parts": [[2025, 6, 18]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}
    assert (item["URL"], item["language"], item["version"]) == (URI, language, "3")
    assert all(isinstance(item[name], str) for name in item.keys() - {"author", "issued", "accessed"})


def test_without_an_address_there_is_none() -> None:
    for style in ("bibtex", "csl-json", "apa", "sist02", "ja"):
        made = cited(told("en", None), style)
        assert "http" not in made
        assert "None" not in made


def test_a_language_without_a_section_falls_back_to_the_source_language() -> None:
    only = revision(ja=section("ハルシネーション", SOURCE))
    found = citation(only, SETTINGS, "en", READ)
    assert (found.language, found.term, found.publisher) == ("ja", "ハルシネーション", "対訳編集者")
    with pytest.raises(errors.InvalidQuery):
        citation(only, SETTINGS, "fr", READ)
