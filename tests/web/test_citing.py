"""One call cites exactly one revision, in the style that is asked for."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.support import HALLUCINATION, Desk, faults, problem

CITE = f"{HALLUCINATION}/cite"
FIRST = f"http://localhost{HALLUCINATION}/revisions/1"


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("bibtex", "application/x-bibtex"),
        ("csl-json", "application/vnd.citationstyles.csl+json"),
        ("apa", "text/plain"),
        ("sist02", "text/plain"),
        ("ja", "text/plain"),
    ],
)
def test_every_style_names_the_revision_its_date_and_its_source(web: FlaskClient, style: str, kind: str) -> None:
    answer = web.get(f"{CITE}?style={style}&language=ja")
    assert (answer.status_code, answer.mimetype) == (200, kind)
    told = answer.get_data(as_text=True)
    for each in (FIRST, "ハルシネーション", "Appendix I. 用語集等―その他", "2025"):
        assert each in told
    assert answer.headers["Content-Language"] == "ja"


def test_the_reader_s_language_chooses_the_style_and_the_words(web: FlaskClient) -> None:
    ja, en = (web.get(CITE, headers={"Accept-Language": each}) for each in ("ja", "en"))
    assert ja.get_data(as_text=True).startswith("対訳（Taiyaku）編集者「ハルシネーション」『")
    assert "（2025年6月18日適用）" in ja.get_data(as_text=True)
    assert en.get_data(as_text=True).startswith("Taiyaku editors. (2025, June 18). Hallucination (Rev. 1) [Unoff")
    assert "Accept-Language" in en.headers["Vary"]
    assert "（令和7年6月18日適用）" in web.get(f"{CITE}?style=ja&calendar=japanese").get_data(as_text=True)


def test_any_wording_can_be_cited(desk: Desk) -> None:
    desk.change(HALLUCINATION, "新しい定義。")
    for query, number in (("", 2), ("revision=1", 1), ("as_of=2025-07-01", 1), ("edition=ai-forum-2025-06-18", 1)):
        told = desk.web.get(f"{CITE}?accessed=2026-11-30&{query}").get_data(as_text=True)
        assert f"{HALLUCINATION}/revisions/{number}（" in told
        assert f"履歴番号{number}（" in told
    assert "AI官民フォーラム" in desk.web.get(f"{CITE}?edition=ai-forum-2025-06-18").get_data(as_text=True)


def test_what_cannot_be_cited_says_why(desk: Desk) -> None:
    assert faults(desk.web.get(f"{CITE}?style=mla"), 400) == {("#/style", "not-in-list")}
    assert faults(desk.web.get(f"{CITE}?calendar=maya"), 400) == {("#/calendar", "not-in-list")}
    assert faults(desk.web.get(f"{CITE}?language=fr"), 400) == {("#/language", "unknown-language")}
    assert faults(desk.web.get(f"{CITE}?revision=1&as_of=2025-07-01"), 400) == {("#/revision", "exclusive")}
    problem(desk.web.get(f"{CITE}?as_of=2025-06-17"), 404, "before-first-wording")
    problem(desk.web.get(f"{CITE}?revision=7"), 404, "revision-not-found")
    desk.post(f"{HALLUCINATION}/retire", {"reason": "統合"})
    problem(desk.web.get(CITE), 410)
    assert desk.web.get(f"{CITE}?revision=1").status_code == 200
