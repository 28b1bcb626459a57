"""Differences, change reports and errata over the web: in the form asked for, safe to show, none kept too long."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import Edition
from tests.domain.test_comparison import Page, cells
from tests.web.support import CONCEPTS, EDITION, HALLUCINATION, Desk, G, faults, glossaries, problem

DIFF = f"{HALLUCINATION}/diff"
SINCE = "since=ai-forum-2025-06-18"
NEW = "生成AIが、もっともらしい文章等を生成すること。"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "ja"}


@pytest.fixture
def changed(app: Flask, desk: Desk) -> Desk:
    """An editor after a change, a correction, a retirement and a second edition."""
    author = desk.change(HALLUCINATION, NEW, valid_from="2026-06-01", change_note={"ja": "簡潔にした。"}).get_json()[
        "author"
    ]
    desk.change(f"{CONCEPTS}/rag", "訂正した定義。", correction=True, change_note={"ja": "誤記"})
    desk.post(f"{CONCEPTS}/bias/retire", {"reason": "廃止", "replaced_by": "fairness"})
    second = Edition(id="second", title={"ja": "第2版", "en": "Second edition"}, date="2027-06-30")
    glossaries(app)["ai-finance"].publish(second, author)
    return desk


def test_a_difference_is_json_unless_a_page_or_markdown_is_wanted(changed: Desk) -> None:
    plain = changed.web.get(f"{DIFF}?from=1&to=2")
    assert (plain.mimetype, plain.get_json()["from"], plain.get_json()["to"]) == ("application/json", 1, 2)
    page = changed.web.get(f"{DIFF}?from=1&to=2", headers=BROWSER)
    assert (page.mimetype, page.headers["Content-Language"]) == ("text/html", "ja")
    assert "Accept-Language" in page.headers["Vary"]
    assert "</del>" in page.text
    markdown = changed.web.get(f"{DIFF}?from=1&to=2", headers={"Accept": "text/markdown", "Accept-Language": "en"})
    assert (markdown.mimetype, markdown.headers["Content-Language"]) == ("text/markdown", "en")
    assert "# Changes of “hallucination”" in markdown.text
    assert changed.web.get(f"{DIFF}?from=1&to=2", headers={"Accept": "*/*"}).data == plain.data
    asked = changed.web.get(f"{DIFF}?from=1&to=2&format=json", headers=BROWSER)
    assert asked.get_json() == plain.get_json()
    problem(changed.web.get(f"{DIFF}?from=1", headers={"Accept": "image/png"}), 406)
    assert faults(changed.web.get(f"{DIFF}?from=1&format=pdf"), 400) == {("#/format", "not-in-list")}


def test_the_table_has_the_order_that_is_wanted(changed: Desk) -> None:
    for order, first in (("new-first", "変更後"), ("old-first", "変更前")):
        page = changed.web.get(f"{DIFF}?from=1&to=2&format=table&order={order}&language=ja", headers=BROWSER)
        assert cells(page.text)[0].startswith(first)
        assert "適用日：2026年6月1日" in page.text
        assert "金融庁の公式の用語集ではありません。" in page.text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"{DIFF}?from=1&to=2&format=table&calendar=japanese", "適用日：令和8年6月1日"),
        (f"{DIFF}?from=1&to=2&format=html&calendar=japanese", "令和7年6月18日適用"),
        (f"{G}/editions/second/changes?{SINCE}&format=table&calendar=japanese", "第2版（令和9年（2027年）6月30日）"),
        (f"{EDITION}/errata?format=html&calendar=japanese", "令和"),
        ("/ja/ai-finance/-/changes?concept=hallucination&from=1&to=2&form=table&calendar=japanese", "令和8年6月1日"),
        ("/ja/ai-finance/-/editions/second/changes?form=table&calendar=japanese", "令和9年（2027年）6月30日"),
        ("/ja/ai-finance/-/editions/ai-forum-2025-06-18/errata?calendar=japanese", "令和"),
    ],
)
def test_dates_may_be_those_of_the_japanese_calendar(changed: Desk, address: str, shown: str) -> None:
    page = changed.web.get(address, headers=BROWSER)
    assert (page.status_code, shown in page.text) == (200, True)
    assert shown not in changed.web.get(address.replace("japanese", "gregorian"), headers=BROWSER).text


def test_without_parameters_the_last_change_is_told(changed: Desk) -> None:
    told = changed.get(DIFF)
    assert (told["from"], told["to"]) == (1, 2)
    assert changed.get(f"{CONCEPTS}/llm/diff")["from"] is None


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("from_edition=ai-forum-2025-06-18&to_edition=second", (1, 2)),
        ("from_date=2025-07-01&to_date=2026-06-01", (1, 2)),
        ("from_date=2025-01-01&to=1", (None, 1)),
        ("from_edition=second&to=1", (2, 1)),
    ],
)
def test_dates_and_editions_can_be_compared(changed: Desk, query: str, numbers: tuple[int | None, int]) -> None:
    told = changed.get(f"{DIFF}?{query}")
    assert (told["from"], told["to"]) == numbers


def test_a_side_that_is_given_twice_or_cannot_be_read_is_refused(web: FlaskClient) -> None:
    assert faults(web.get(f"{DIFF}?from=1&from_date=2025-06-18"), 400) == {("#/from_date", "exclusive")}
    assert faults(web.get(f"{DIFF}?to=1&to_edition=second"), 400) == {("#/to_edition", "exclusive")}
    assert faults(web.get(f"{DIFF}?from_date=yesterday"), 400) == {("#/from_date", "bad-date")}
    assert faults(web.get(f"{DIFF}?to_date=tomorrow"), 400) == {("#/to_date", "bad-date")}
    problem(web.get(f"{DIFF}?from_edition=second"), 404, "edition-not-found")
    problem(web.get(f"{DIFF}?from_date=2001-01-01&to_date=2001-01-02"), 404)


def test_a_page_may_show_its_own_styles_and_do_nothing_else(changed: Desk) -> None:
    addresses = (
        f"{DIFF}?format=html", f"{DIFF}?format=table", f"{EDITION}/errata?format=html",
        f"{G}/editions/second/changes?{SINCE}&format=html", f"{G}/editions/second/changes?{SINCE}&format=table",
    )  # fmt: skip
    for address in addresses:
        page = changed.web.get(address)
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe-inline" not in policy
        for style in Page(page.text).styles:
            assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
        assert not Page(page.text).tags & {"script", "link", "img", "iframe", "form"}


def test_the_report_of_two_editions_tells_what_became_of_each_concept_and_why(changed: Desk) -> None:
    told = changed.get(f"{G}/editions/second/changes?{SINCE}")
    assert (told["since"]["id"], told["edition"]["id"]) == ("ai-forum-2025-06-18", "second")
    found = {
        fate: [each["concept"]["id"] for each in told[fate]] for fate in ("added", "changed", "retired", "corrected")
    }
    assert found == {"added": [], "changed": ["hallucination"], "retired": ["bias"], "corrected": ["rag"]}
    assert told["changed"][0]["steps"] == [{"revision": 2, "kind": "change", "change_note": {"ja": "簡潔にした。"}}]
    assert told["retired"][0]["replaced_by"] == "fairness"
    page = changed.web.get(f"{G}/editions/second/changes?{SINCE}&format=table", headers=BROWSER)
    assert "「第1回 AI官民フォーラム」から「第2版」への変更" in page.text
    markdown = changed.web.get(f"{G}/editions/second/changes?{SINCE}", headers={"Accept": "text/markdown"})
    assert "追加0件、変更1件、廃止1件、訂正1件" in markdown.text
    assert "</ins>" in changed.web.get(f"{G}/editions/second/changes?{SINCE}&format=html&language=ja").text


def test_the_report_needs_an_earlier_edition(changed: Desk) -> None:
    assert faults(changed.web.get(f"{EDITION}/changes"), 400) == {("#/since", "missing")}
    assert faults(changed.web.get(f"{EDITION}/changes?since=second"), 400) == {("#/since", "edition-not-earlier")}
    problem(changed.web.get(f"{EDITION}/changes?since=third"), 404, "edition-not-found")
    problem(changed.web.get(f"{G}/editions/third/changes?{SINCE}"), 404, "edition-not-found")


def test_who_reads_through_an_edition_is_led_to_its_errata_and_to_the_correction(changed: Desk) -> None:
    assert changed.get(EDITION)["errata"] == f"http://localhost{EDITION}/errata"
    for address in (f"{EDITION}/concepts/rag", f"{CONCEPTS}/rag?edition=ai-forum-2025-06-18"):
        read = changed.web.get(address)
        assert read.get_json()["revision"] == 1
        links = dict(re.findall(r'<([^>]+)>; rel="([^"]+)"', read.headers["Link"]))
        assert links == {
            f"http://localhost{EDITION}/errata?concept=rag": "describedby",
            f"http://localhost{CONCEPTS}/rag/revisions/2": "successor-version",
        }
    listed = changed.web.get(f"{EDITION}/concepts?limit=1").headers["Link"]
    assert ('rel="next"' in listed, f"<http://localhost{EDITION}/errata>" in listed) == (True, True)
    assert "successor-version" not in changed.web.get(f"{EDITION}/concepts/hallucination").headers["Link"]
    [erratum] = changed.get(f"{EDITION}/errata?concept=rag")["items"]
    assert (erratum["from"], erratum["to"], erratum["change_note"]) == (1, 2, {"ja": "誤記"})
    assert changed.get(f"{EDITION}/errata?concept=hallucination")["items"] == []
    assert "誤記" in changed.web.get(f"{EDITION}/errata", headers=BROWSER).text
    assert "| 項目 | 欄 | 誤 | 正 | 訂正日 | 理由 |" in changed.web.get(f"{EDITION}/errata?format=markdown").text
    assert "immutable" not in changed.web.get(f"{EDITION}/errata").headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        f"{CONCEPTS}?edition=ai-forum-2025-06-18",
        f"{CONCEPTS}?edition=ai-forum-2025-06-18&limit=1",
        f"{G}/export?format=jsonl&edition=ai-forum-2025-06-18",
        "/api/v1/search?q=AI&glossary=ai-finance&edition=ai-forum-2025-06-18",
        "/api/v1/terms?form=AI&glossary=ai-finance&edition=ai-forum-2025-06-18",
        f"{CONCEPTS}/rag/cite?edition=ai-forum-2025-06-18",
        "/ja/ai-finance/rag?edition=ai-forum-2025-06-18",
        "/ja/ai-finance/-/browse?edition=ai-forum-2025-06-18",
    ],
)
def test_whatever_is_read_through_an_edition_names_its_errata(changed: Desk, address: str) -> None:
    read = changed.web.get(address)
    assert (read.status_code, read.headers["Link"].count('title="errata"')) == (200, 1)
    assert f"<http://localhost{EDITION}/errata" in read.headers["Link"]


def test_pages_of_an_edition_lead_to_its_errata_once_something_was_corrected(changed: Desk) -> None:
    errata = "/ja/ai-finance/-/editions/ai-forum-2025-06-18/errata"
    for page in ("rag", "-/browse"):
        assert errata in changed.web.get(f"/ja/ai-finance/{page}?edition=ai-forum-2025-06-18").text
        assert errata not in changed.web.get(f"/ja/ai-finance/{page}?edition=second").text


def test_a_correction_is_told_however_long_ago_it_was(changed: Desk) -> None:
    for number in range(12):
        changed.change(f"{CONCEPTS}/rag", f"{number}番目の定義。", valid_from=f"2026-07-{number + 1:02}")
    assert "訂正されています。" in changed.web.get("/ja/ai-finance/rag?edition=ai-forum-2025-06-18").text


def test_a_hostile_text_stays_a_text(desk: Desk) -> None:
    hostile = "<script>alert(1)</script>\n</td><b onclick=x>"
    assert desk.change(HALLUCINATION, hostile, valid_from="2026-06-01").status_code == 200
    for form in ("html", "table"):
        assert not Page(desk.web.get(f"{DIFF}?format={form}").text).tags & {"script"}
