"""What pages say of the past and of what is to come, of corrections, of retirement, and of other glossaries."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from glossary import Edition
from tests.support import draft
from tests.web.page_support import EDITION, Page, answered, read
from tests.web.support import HALLUCINATION, Desk, concept_body, glossaries

ENTRY = {language: f"/{language}/ai-finance/hallucination" for language in ("ja", "en")}
REST = "/en/ai-finance/-"
OLD = "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。"
NEW = "生成AIが事実に基づかない誤った情報を、事実であるかのように出力すること。"


def publish(app: Flask, edition: str, date: str) -> None:
    house = glossaries(app)
    title = {"ja": f"第{edition}版", "en": f"Edition {edition}"}
    house["ai-finance"].publish(Edition(id=edition, title=title, date=date), house.house())


def links(html: str, pattern: str) -> list[str]:
    return [link for link in Page(html).links if re.search(pattern, link)]


def test_an_earlier_wording_is_shown_as_such_and_leads_to_todays(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW, valid_from="2025-09-01")
    now, then = read(desk.web, ENTRY["ja"]), read(desk.web, f"{ENTRY['ja']}?as_of=2025-08-31")
    assert (NEW in now, OLD in then, NEW in then) == (True, True, False)
    assert "2025年8月31日時点の内容です。" in then
    assert ENTRY["ja"] in links(then, "hallucination$")
    numbered = read(desk.web, f"{ENTRY['en']}?revision=1")
    assert "This is revision 1, which is not the wording in force." in numbered
    in_edition = read(desk.web, f"{ENTRY['ja']}?edition={EDITION}")
    assert OLD in in_edition


def test_before_its_first_wording_a_page_says_when_that_begins(desk: Desk) -> None:
    html = read(desk.web, f"{ENTRY['en']}?as_of=2000-01-01", 404)
    assert "The concept had no wording then" in html
    assert "2025-06-18" in html


def test_a_wording_that_lies_ahead_is_announced_and_can_be_read(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW, valid_from="2199-04-01")
    html = read(desk.web, ENTRY["ja"])
    assert OLD in html
    assert "2199年4月1日から別の内容が適用されます。" in html
    where = links(html, "changes.*from=1&to=2")[0]
    assert "<ins>" in read(desk.web, where)
    assert NEW in read(desk.web, f"{ENTRY['ja']}?revision=2")


def test_a_translation_that_is_behind_shows_what_changed_in_its_source(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW)
    html = read(desk.web, ENTRY["en"])
    assert "source text has changed" in html
    told = html.split("What changed in the source text since then")[1].split("</details>")[0]
    assert "<ins>" in told
    assert "<del>" in told
    assert "原文に変更あり" in read(desk.web, ENTRY["ja"])


def test_a_later_correction_is_marked_on_the_wording_and_in_the_edition(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW, correction=True, change_note={"ja": "転記の誤り"})
    html = read(desk.web, f"{ENTRY['ja']}?edition={EDITION}")
    assert OLD in html
    assert "に訂正されています。" in html
    assert "訂正の内容" in html
    assert "に訂正されています。" not in read(desk.web, ENTRY["ja"])
    assert "Errors have been found in this edition." in read(desk.web, f"{REST}/editions/{EDITION}")
    errata = read(desk.web, f"{REST}/editions/{EDITION}/errata")
    assert "転記の誤り" in errata
    assert 'role="insertion"' in errata
    assert "style=" not in errata


def test_the_changes_between_two_editions_are_a_page_and_a_table(app: Flask, desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW)
    publish(app, "second", "2199-01-01")
    html = read(desk.web, f"{REST}/editions/second")
    [where] = links(html, f"changes.since={EDITION}")
    assert "<ins>" in read(desk.web, where)
    assert read(desk.web, f"{REST}/editions/second/changes") != ""
    table = read(desk.web, f"{REST}/editions/second/changes?form=table")
    assert "変更後" in table
    assert table.index("変更後") < table.index("変更前")
    turned = read(desk.web, f"{REST}/editions/second/changes?form=table&order=old-first")
    assert turned.index("変更前") < turned.index("変更後")
    assert "There is no earlier edition" in read(desk.web, f"{REST}/editions/{EDITION}/changes")


def test_the_wordings_of_a_concept_stand_one_below_the_other_with_a_slider(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW, valid_from="2025-09-01")
    html = read(desk.web, f"{REST}/timeline?concept=hallucination")
    assert html.index('id="r2"') < html.index('id="r1"')
    assert 'type="range" min="0" max="1" value="1"' in html
    assert NEW in html
    assert "<del>" in html
    assert "1 September 2025" in read(desk.web, f"{REST}/timeline")


def test_a_difference_is_a_page_and_a_table(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW)
    where = f"{REST}/changes?concept=hallucination&from=1&to=2"
    assert "<ins>" in read(desk.web, where)
    assert "変更後" in read(desk.web, f"{where}&form=table")
    assert desk.web.get(links(read(desk.web, where), "^/api.*format=table")[0]).status_code == 200


def test_a_retired_concept_says_so_and_what_took_its_place(desk: Desk) -> None:
    desk.post(f"{HALLUCINATION}/retire", {"reason": "統合", "replaced_by": "rag"})
    response = answered(desk.web, ENTRY["ja"], 410)
    html = response.get_data(as_text=True)
    assert re.search(r"「ハルシネーション」は、\d{4}年\d+月\d+日.*をもって廃止されました", html)
    assert "timemap" in response.headers["Link"]
    assert "/ja/ai-finance/rag" in links(html, "rag$")
    assert OLD in read(desk.web, links(html, "revision=1$")[0])
    retired = read(desk.web, f"{ENTRY['ja']}?revision=2")
    assert "この用語は" in retired
    assert re.search(r'/ja/ai-finance/rag">[^<]*RAG', retired)
    assert read(desk.web, links(html, "timeline.concept")[0]).index('id="r2"') > 0
    assert "hallucination" not in str(links(read(desk.web, "/ja/ai-finance/-/browse"), "hallucination"))


def test_undoing_leaves_every_step_to_be_seen(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW)
    desk.post(f"{HALLUCINATION}/restore", {"revision": 1})
    html = read(desk.web, ENTRY["ja"])
    assert "復元" in html
    assert len(links(html, r"revision=[123]$")) >= 3


def test_the_same_term_of_another_glossary_stands_beside_with_its_source(administration: Desk) -> None:
    administration.put("/api/v1/glossaries/law", {"title": {"ja": "法令用語集", "en": "Law"}})
    body = concept_body("ハルシネーション", "裁判例にない判例を引用すること。")
    body["languages"]["ja"]["definition"]["source"] = {"citation": "法務資料", "status": "identical"}
    assert administration.put("/api/v1/glossaries/law/concepts/false-citation", body).status_code == 201
    html = read(administration.web, ENTRY["ja"])
    beside = html.split("他の用語集における同じ用語")[1].split("</section>")[0]
    assert "裁判例にない判例を引用すること。" in beside
    assert "法務資料" in beside
    assert "/ja/law/false-citation" in Page(beside).links
    home = read(administration.web, "/ja/")
    assert {"/ja/law/", "/ja/ai-finance/"} <= set(Page(home).links)
    assert "金融庁の公式の用語集ではありません。" in home


def test_what_a_concept_leads_to_is_shown_from_both_ends(desk: Desk) -> None:
    html = read(desk.web, "/en/ai-finance/generative-ai")
    narrower = html.split("<dt>Narrower</dt>")[1].split("<dt>")[0]
    assert "/en/ai-finance/llm" in Page(narrower).links
    broader = read(desk.web, "/en/ai-finance/llm").split("<dt>Broader</dt>")[1].split("<dt>")[0]
    assert "/en/ai-finance/generative-ai" in Page(broader).links
    for end, other in (("traditional-ai", "generative-ai"), ("generative-ai", "traditional-ai")):
        contrast = read(desk.web, f"/en/ai-finance/{end}").split("<dt>In contrast to</dt>")[1].split("</dd>")[0]
        assert f"/en/ai-finance/{other}" in Page(contrast).links


@pytest.mark.parametrize(
    ("query", "reason", "where"),
    [
        ("ﾊﾙｼﾈｰｼｮﾝ", "another width", "Term"),
        ("せいせいAI", "reading", "Reading"),
        ("もっともらしい", "text", "Definition"),
    ],
)
def test_a_result_says_why_it_was_found_and_where(desk: Desk, query: str, reason: str, where: str) -> None:
    html = read(desk.web, f"{REST}/search?q={query}")
    first = html.split('<ol class="hits">')[1].split("</li>")[0]
    assert f">{reason}<" in first
    assert "<mark>" in first
    assert f">{where}<" in first or where == "Reading"


def test_an_earlier_wording_is_found_where_it_is_asked_for(desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW, valid_from="2025-09-01")
    html = read(desk.web, f"{REST}/search?q=もっともらしい文章&in=past")
    assert "former text" in html
    assert links(html, r"hallucination\?revision=1$")


def test_the_contrast_is_laid_out_as_in_the_source(desk: Desk) -> None:
    html = read(desk.web, "/ja/ai-finance/-/compare?a=traditional-ai&b=generative-ai")
    table = html.split("<tbody")[1].split("</tbody>")[0]
    heads = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', table)
    assert [re.sub("<[^>]*>", "", head) for head in heads] == [
        "定義",
        "代表例",
        "主な特性",
        "金融分野におけるユースケース",
        "出典",
    ]
    rows = table.split("</tr>")
    assert "与信判断" in rows[3].split("</td>")[0]
    assert "文書の要約・翻訳・ドラフト" in rows[3].split("</td>")[1]
    assert "機械学習など" in rows[1]


def test_an_index_of_many_terms_is_cut_by_its_headings(administration: Desk, app: Flask) -> None:
    administration.put("/api/v1/glossaries/many", {"title": {"ja": "多い"}})
    house = glossaries(app)

    house["many"].load([draft(f"term-{number}") for number in range(501)], house.house())
    html = read(administration.web, "/ja/many/-/browse")
    assert "該当する用語はありません。" in html
    first = read(administration.web, "/ja/many/-/browse?heading=や")
    assert len(links(first, "/ja/many/term-")) == 200
    [more] = links(first, "cursor=")
    assert len(links(read(administration.web, more), "/ja/many/term-")) == 200


def test_where_a_text_was_removed_for_good_the_pages_say_so_and_keep_nothing_of_it(app: Flask, desk: Desk) -> None:
    desk.change(HALLUCINATION, NEW)
    glossaries(app).redact("ai-finance", "hallucination", [1], "content", "権利者の求め", "p-admin")
    for language, mark in (("ja", "［抹消済み］"), ("en", "[removed]")):
        assert mark in read(desk.web, ENTRY[language])
        assert "権利者の求め" in read(desk.web, f"{ENTRY[language]}?revision=1", 410)
        assert mark in read(desk.web, f"/{language}/ai-finance/-/browse?edition={EDITION}")
        for rest in (
            f"editions/{EDITION}",
            f"editions/{EDITION}/errata",
            "changes",
            "changes?concept=hallucination",
            "timeline",
            "timeline?concept=hallucination",
            "search?q=もっともらしい文章&in=all",
        ):
            assert "もっともらしい文章等を生成" not in read(desk.web, f"/{language}/ai-finance/-/{rest}"), rest


def test_pages_stand_where_the_text_in_force_was_removed(app: Flask, desk: Desk) -> None:
    glossaries(app).redact("ai-finance", "traditional-ai", [1], "content", "求め", "p-admin")
    read(desk.web, "/ja/ai-finance/traditional-ai", 410)
    for rest in ("", "generative-ai", "-/browse", "-/compare", "-/timeline", "-/changes", f"-/editions/{EDITION}"):
        assert "機械学習など" not in read(desk.web, f"/ja/ai-finance/{rest}"), rest
