"""Differences as people read them: pages, tables, Markdown, a terminal; whole, escaped, and in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from msgspec.structs import replace

from glossary.comparison import STYLES, Comparison, as_html, as_markdown, as_table, as_terminal, compared
from glossary.model import BasedOn, Concept, Definition, LanguageSection, Note, Relation, Revision, Source, Term
from tests.support import SETTINGS

HOSTILE = "<script>alert(1)</script>&\"'</td></table><u>"
VOID = {"meta", "br", "link"}


def section(text: str = "情報を生成する現象。", **members: Any) -> LanguageSection:
    """A Japanese section with one term."""
    terms = (Term(text="幻覚", status="preferred", readings=("げんかく",)),)
    made = LanguageSection(text_status="original", terms=terms, definition=Definition(text=text))
    return replace(made, **members)


def revision(number: int, valid_from: str = "2025-06-18", **sections: LanguageSection) -> Revision:
    """A revision of one concept."""
    return Revision(
        glossary="trial", concept=Concept(id="hallucination", languages=sections), number=number, seq=number,
        kind="change", status="current", valid_from=valid_from, valid_at=0, author="p-a", change_note=None,
        recorded_at=datetime(2025, 9, 1, tzinfo=UTC), digest="", sync={},
    )  # fmt: skip


def changed(before: LanguageSection | None = None, after: LanguageSection | None = None) -> Comparison:
    """Two wordings of the Japanese side by side."""
    old = revision(1, ja=before) if before else None
    return compared(old, revision(2, "2025-09-01", ja=after) if after else None)


class Page(HTMLParser):
    """A document that is read as a browser reads it; every tag must be closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.styles: set[str] = set()
        self.cells: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a tag says of itself."""
        self.tags.add(tag)
        self.styles |= {value or "" for name, value in attrs if name == "style"}
        self.cells += [""] if tag in ("td", "th") else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Add to the cell that is open."""
        if "style" in self.open:
            self.styles.add(data)
        if {"td", "th"} & set(self.open):
            self.cells[-1] += f"_{data}_" if self.open[-1] == "u" else data


def cells(html: str) -> list[str]:
    """What stands in each cell, underlined words between underscores."""
    return Page(html).cells


def test_a_table_has_the_new_wording_on_the_left_with_the_changed_words_underlined() -> None:
    comparison = changed(section(), section("情報をもっともらしく生成してしまう現象。"))
    assert cells(as_table(comparison, SETTINGS, "ja", "ja")) == [
        "変更後履歴番号2、2025年9月1日適用", "変更前履歴番号1、2025年6月18日適用",
        "幻覚", "幻覚",
        "用語 （略）", "用語 （略）",
        "定義情報を_もっともらしく生成してしまう_現象。", "定義情報を_生成する_現象。",
    ]  # fmt: skip


def test_the_columns_can_be_turned() -> None:
    comparison = changed(section(), section("情報を生み出す現象。"))
    html = as_table(comparison, SETTINGS, "ja", "ja", "old-first")
    assert cells(html)[:2] == ["変更前履歴番号1、2025年6月18日適用", "変更後履歴番号2、2025年9月1日適用"]
    assert cells(html)[-2:] == ["定義情報を_生成する_現象。", "定義情報を_生み出す_現象。"]
    assert "新旧対照表（変更前・変更後）" in html


def test_the_columns_of_a_proposal_are_named_so_and_promise_no_date() -> None:
    table = as_table(replace(changed(section(), section("改めた定義。")), proposed=True), SETTINGS, "ja")
    assert cells(table)[:2] == ["改正案", "現行履歴番号1、2025年6月18日適用"]
    assert "新旧対照表（改正案・現行）" in table
    assert "適用日" not in table
    assert "2025年9月1日" not in table


def test_that_a_concept_was_retired_or_is_back_changes_what_it_means() -> None:
    current = revision(1, ja=section())
    retired = replace(current, number=2, kind="retirement", status="retired")
    told = compared(current, retired).difference
    assert [(each.path, each.before, each.after) for each in told.changes] == [("/status", "current", "retired")]
    assert told.grade == "meaning"
    words = re.sub(r"<[^>]+>|\s", "", as_html(compared(current, retired), SETTINGS, "ja"))
    assert "［削除：適用中削除終わり］［追加：廃止追加終わり］" in words
    assert compared(retired, replace(current, number=3)).difference.changes[0].after == "current"


def test_what_is_new_and_what_is_gone_is_said_in_the_other_column() -> None:
    note = Note(kind="note", text="抑えられる場合がある。")
    added = cells(as_table(changed(section(), section(notes=(note,))), SETTINGS, "ja"))
    assert added[-2:] == ["注記_抑えられる場合がある。_", "（新設）"]
    gone = cells(as_table(changed(section(notes=(note,)), section()), SETTINGS, "ja"))
    assert gone[-2:] == ["（削除）", "注記_抑えられる場合がある。_"]


def test_a_new_concept_and_a_lost_one_are_shown_field_by_field() -> None:
    new = cells(as_table(changed(None, section()), SETTINGS, "ja"))
    assert new[2:4] == ["幻覚", "（新設）"]
    assert new[4:] == [
        "位置付け_正文_", "（新設）", "優先用語_幻覚_", "（新設）", "読み（幻覚）_げんかく_", "（新設）",
        "定義_情報を生成する現象。_", "（新設）",
    ]  # fmt: skip
    lost = cells(as_table(changed(section(), None), SETTINGS, "ja"))
    assert lost[2:4] == ["（削除）", "幻覚"]
    assert set(lost[4::2]) == {"（削除）"}


def test_what_is_wholly_new_or_gone_is_not_graded_field_by_field() -> None:
    for comparison in (changed(None, section()), changed(section(), None)):
        for told in (as_html(comparison, SETTINGS, "ja"), as_markdown(comparison, SETTINGS, "ja")):
            assert "範囲の変更：" not in told
            assert "意味の変更：" not in told
    assert "（意味の変更：" in as_markdown(changed(section(), section("情報ではない。")), SETTINGS, "ja")


def test_what_a_translation_was_checked_against_is_told_by_the_name_of_its_language() -> None:
    checked = section(based_on=BasedOn(language="en", revision=1))
    markdown = as_markdown(
        changed(checked, replace(checked, based_on=BasedOn(language="en", revision=2))), SETTINGS, "ja"
    )
    assert "英語、履歴番号<del>1</del><ins>2</ins>" in markdown


def test_terms_that_were_renamed_and_moved_are_told_as_that() -> None:
    first, second = Term(text="幻覚", status="preferred"), Term(text="クラスタ", status="admitted")
    renamed = (replace(second, text="クラスター"), first)
    markdown = as_markdown(changed(section(terms=(first, second)), section(terms=renamed)), SETTINGS, "ja")
    assert "- **許容用語**：<del>クラスタ</del><ins>クラスター</ins> （字句の修正：名称の変更、" in markdown
    assert "<del>1</del><ins>2</ins> 幻覚 （字句の修正：移動、順序のみの変更）" in markdown


def test_of_what_moved_only_the_numbers_are_marked() -> None:
    first, second, third = (Note(kind="note", text=text) for text in ("一。", "二。", "三。"))
    comparison = changed(section(notes=(first, second, third)), section(notes=(third, first, second)))
    assert cells(as_table(comparison, SETTINGS, "ja", "ja"))[-2:] == [
        "注記_1_ 三。、_2_ 一。、_3_ 二。", "注記_3_ 三。、_1_ 一。、_2_ 二。",
    ]  # fmt: skip


def test_what_moved_and_says_something_else_is_told_as_both_lists() -> None:
    first, second = (Note(kind="note", text=text) for text in ("一つ目の注記である。", "二つ目の例外である。"))
    newer = (replace(second, text="二つ目の例外。"), replace(first, text="一つ目の注記。"))
    markdown = as_markdown(changed(section(notes=(first, second)), section(notes=newer)), SETTINGS, "ja")
    assert "<del>1 一つ目の注記である。、2 二つ目の例外である。</del>" in markdown


def test_codes_and_references_are_told_in_words() -> None:
    source = Source(citation="金融庁資料", locator="3頁", status="identical")
    before = revision(1, ja=section())
    after = revision(2, ja=section(definition=Definition(text="情報を生成する現象。", source=source, type="other")))
    content = replace(
        after.concept, subjects=("tech",), relations=(Relation(type="broader", target="risk", kind="partitive"),)
    )
    told = as_markdown(compared(before, replace(after, concept=content)), SETTINGS, "ja")
    for line in (
        "種別（定義）**：<del>内包的定義</del><ins>その他</ins>", "出典（定義）**：<ins>金融庁資料 3頁</ins>",
        "分野**：<ins>技術</ins>", "関連項目**：<ins>上位（部分）：risk</ins>",
    ):  # fmt: skip
        assert line in told
    assert "（範囲の変更：追加）" in told


def test_each_language_has_its_own_table_in_its_own_words() -> None:
    english = LanguageSection(
        text_status="provisional_translation", definition=Definition(text="generation of information"),
        terms=(Term(text="hallucination", status="preferred"),), based_on=BasedOn(language="ja", revision=1),
    )  # fmt: skip
    newer = replace(english, definition=Definition(text="the generation of false information"))
    comparison = compared(revision(1, ja=section(), en=english), revision(2, "2025-09-01", ja=section(), en=newer))
    html = as_table(comparison, SETTINGS, "en")
    assert cells(html)[-2:] == [
        "Definition_the_ generation of _false_ information",
        "Definitiongeneration of information",
    ]
    assert 'lang="en"' in html
    assert "Comparison table: after / before" in html
    assert "In force from: 1 September 2025" in html
    only = as_table(comparison, SETTINGS, "ja", "ja")
    assert "変更はありません。" in only
    assert "generation" not in only
    assert all("変更はありません。" in write(comparison, SETTINGS, "ja", "fr") for write in (as_html, as_table))


def test_a_page_says_its_marks_to_eyes_and_ears_alike() -> None:
    html = as_html(changed(section(), section("情報を生み出す現象。")), SETTINGS, "ja")
    said = re.sub("<[^>]+>", "", html)
    assert "情報を［削除：生成する削除終わり］［追加：生み出す追加終わり］現象。" in said
    assert '<del><span class="hidden">' in html
    assert 'lang="ja"' in html
    assert "変更前：履歴番号1、2025年6月18日適用　変更後：履歴番号2、2025年9月1日適用　変更の程度：範囲の変更" in said
    assert "範囲の変更：語句の変更" in said
    Page(html)


@pytest.mark.parametrize("reader", ["ja", "en"])
def test_no_text_becomes_markup(reader: str) -> None:
    hostile = section(HOSTILE, terms=(Term(text=HOSTILE, status="preferred", usage=HOSTILE, readings=(HOSTILE,)),))
    source = Source(citation=HOSTILE, uri="https://example.org/", status="identical")
    noted = replace(hostile, notes=(Note(kind="note", text=HOSTILE, source=source),), search_forms=(HOSTILE,))
    for before, after in ((section(), hostile), (hostile, noted), (None, noted), (noted, None)):
        comparison = changed(before, after)
        for html in (as_table(comparison, SETTINGS, reader), as_html(comparison, SETTINGS, reader)):
            assert not Page(html).tags & {"script", "img", "a", "link"}
            assert "alert(1)" in html
        markdown = as_markdown(comparison, SETTINGS, reader)
        assert not re.search(r"(?<!\\)<(?!/?(ins|del)>)", markdown)


def test_every_style_of_a_document_is_one_that_may_be_allowed_by_its_digest() -> None:
    comparison = changed(section(), section("別の定義。", search_forms=("検索",)))
    for html in (as_table(comparison, SETTINGS, "ja"), as_html(comparison, SETTINGS, "ja")):
        assert Page(html).styles <= set(STYLES)
        assert not re.search(r"https?://|@import|url\(", html)


def test_what_is_pasted_into_a_document_needs_nothing_from_outside_the_table() -> None:
    html = as_table(changed(section(), section("別の定義。")), SETTINGS, "ja")
    table = html[html.index("<table") : html.index("</table>")]
    assert "class=" not in table
    assert not Page(table + "</table>").tags & {"ins", "del", "span", "div"}
    assert "size: A4 landscape" in html


def test_a_terminal_shows_the_marks_also_without_colours() -> None:
    comparison = changed(section(), section("情報を生み出す現象。"))
    lines = [line.plain for line in as_terminal(comparison, SETTINGS, "en")]
    assert lines[0].startswith("From revision 1, in force from 18 June 2025 to revision 2")
    assert "情報を[-生成する-]{+生み出す+}現象。" in lines[-1]


def test_line_breaks_stay_and_blanks_are_not_marked() -> None:
    html = as_table(changed(section("一行目\n二行目"), section("一行目\n三行目")), SETTINGS, "ja")
    assert "一行目<br>" in html
    english = (section("a red ball"), section("a blue ball"))
    before, after = (revision(number, en=each) for number, each in enumerate(english, 1))
    assert ">blue</u> ball" in as_table(compared(before, after), SETTINGS, "en", "en")


def test_a_source_that_is_no_longer_quoted_to_the_letter_says_so() -> None:
    exactly, roughly = (
        section(definition=Definition(text="定義。", source=Source(citation="資料", status=status)))
        for status in ("identical", "modified")
    )
    told = as_html(changed(exactly, roughly), SETTINGS, "ja", "ja")
    assert "資料<ins>" in told
    assert "（一部修正）" in told
