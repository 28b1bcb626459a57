"""What an editor does with one concept on the pages: grade, retire, merge, confirm, restore, remove for good."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary import Draft, Glossary, errors
from tests.support import with_definition
from tests.web.page_support import HTML, Form, seen, signed_in
from tests.web.support import glossaries

DESK = "/en/ai-finance/-/desk"
LATER = "全く別の説明を与えるもの。"


@pytest.fixture
def editor(app: Flask) -> FlaskClient:
    return signed_in(app, "editor")


def changed(app: Flask, concept: str = "hallucination", text: str = LATER, valid_from: str | None = None) -> int:
    """Record another Japanese definition of a concept; the number of its revision."""
    house = glossaries(app)
    head = house["ai-finance"].revisions(concept, limit=1)[0]
    draft = Draft(concept=with_definition(head.concept, "ja", text), valid_from=valid_from)
    return house["ai-finance"].put(draft, house.house(), head.number).number


def sent(web: FlaskClient, page: str, action: str, **members: str) -> TestResponse:
    """Send the form of a page as it came, with what somebody wrote into it."""
    said = Form(seen(web.get(f"{DESK}/{page}", headers=HTML)), f"{DESK}/{action}").said
    return web.post(f"{DESK}/{action}", data={**said, **members}, headers=HTML)


def test_an_editor_corrects_the_grade_of_a_change_and_says_why(
    app: Flask, editor: FlaskClient, opened: Glossary
) -> None:
    changed(app)
    page = "grade?concept=hallucination&revision=2"
    wrong = sent(editor, page, "grade", grade="huge", reason="")
    assert (wrong.status_code, 'href="#grade"' in seen(wrong), 'href="#reason"' in wrong.text) == (422, True, True)
    wrong = sent(editor, page, "grade", grade="scope", reason="\x00対象")
    assert Form(seen(wrong), f"{DESK}/grade").said["grade"] == "scope"
    done = sent(editor, page, "grade", grade="scope", reason="対象だけが変わった")
    assert done.status_code == 303
    assert opened.comparison("hallucination", 1, 2).difference.grade == "scope"
    told = seen(editor.get(done.headers["Location"].partition("#")[0], headers=HTML))
    assert "The grade was recorded." in told
    assert "対象だけが変わった" in told
    again = sent(editor, page, "grade", grade="scope", reason="もう一度")
    assert (again.status_code, "もう一度" in seen(again)) == (422, True)


def test_an_editor_retires_a_concept_and_names_its_successor(editor: FlaskClient, opened: Glossary) -> None:
    page = "end?concept=slm"
    wrong = sent(editor, page, "end", into="無い用語", valid_from="いつか")
    fields = [f'href="#{each}"' in seen(wrong) for each in ("into", "note-ja")]
    assert (wrong.status_code, fields, Form(wrong.text, f"{DESK}/end").said["into"]) == (422, [True, True], "無い用語")
    wrong = sent(editor, page, "end", valid_from="いつか", **{"note-en": "Not used."})
    assert (wrong.status_code, 'href="#valid_from"' in seen(wrong), "Not used." in wrong.text) == (422, True, True)
    done = sent(editor, page, "end", into="大規模言語モデル", **{"note-ja": "使われていない"})
    assert done.status_code == 303
    assert "The retirement was recorded." in editor.get(done.headers["Location"].partition("#")[0], headers=HTML).text
    gone = opened.revisions("slm", limit=1)[0]
    assert (gone.status, gone.concept.replaced_by, gone.change_note) == ("retired", "llm", {"ja": "使われていない"})
    assert editor.get(f"{DESK}/{page}", headers=HTML).status_code == 409
    assert sent(editor, "restore?concept=slm&revision=1", "restore", **{"note-ja": "再び使う"}).status_code == 303
    assert opened.revisions("slm", limit=1)[0].status == "current"


def test_an_editor_merges_two_concepts_as_of_a_day(editor: FlaskClient, opened: Glossary) -> None:
    page = "end?concept=slm&kind=merge"
    wrong = sent(editor, page, "end", **{"note-ja": "同じもの"})
    assert (wrong.status_code, 'href="#into"' in seen(wrong)) == (422, True)
    wrong = sent(editor, page, "end", into="slm", **{"note-ja": "同じもの"})
    assert (wrong.status_code, 'href="#into"' in seen(wrong)) == (422, True)
    done = sent(editor, page, "end", into="llm", valid_from="2099-04-01", **{"note-ja": "同じもの"})
    assert done.status_code == 303
    gone, into = (opened.revisions(each, limit=1)[0] for each in ("slm", "llm"))
    assert (gone.status, gone.valid_from, gone.concept.replaced_by) == ("retired", "2099-04-01", "llm")
    assert [each.status for each in into.concept.languages["ja"].terms].count("preferred") == 1
    assert opened.concept("slm").revision.status == "current"


def test_somebody_elses_change_meanwhile_is_told_and_nothing_typed_is_lost(app: Flask, editor: FlaskClient) -> None:
    said = Form(editor.get(f"{DESK}/end?concept=hallucination", headers=HTML).text, f"{DESK}/end").said
    changed(app)
    late = editor.post(f"{DESK}/end", data={**said, "note-ja": "理由の文"}, headers=HTML)
    assert (late.status_code, "is now at revision 2" in seen(late), "理由の文" in late.text) == (412, True, True)


@pytest.mark.parametrize("where", ["", "/concept?concept=hallucination"])
def test_an_editor_confirms_a_translation_also_while_another_wording_is_scheduled(
    app: Flask, editor: FlaskClient, opened: Glossary, where: str
) -> None:
    changed(app)
    changed(app, text="先の定義。", valid_from="2099-01-01")
    said = Form(seen(editor.get(f"{DESK}{where}", headers=HTML)), f"{DESK}/confirm").said
    done = editor.post(f"{DESK}/confirm", data=said, headers=HTML)
    assert (said["tongue"], done.status_code) == ("en", 303)
    assert ("concept?concept=hallucination" in done.headers["Location"]) is bool(where)
    assert opened.concept("hallucination").revision.sync["en"].state == "in_sync"


def test_an_administrator_removes_a_text_for_good(app: Flask, opened: Glossary) -> None:
    web, page = signed_in(app, "administrator", "administrator"), "redact?concept=hallucination&revision=2"
    changed(app, text="消すべき長い文を含む定義。")
    changed(app)
    wrong = sent(web, page, "redact", part="content", reason="権利者の求め")
    assert (wrong.status_code, 'id="sure-wrong"' in seen(wrong), "権利者の求め" in wrong.text) == (422, True, True)
    assert opened.revision("hallucination", 2)
    done = sent(web, page, "redact", part="content", reason="権利者の求め", sure="1")
    assert done.status_code == 303
    told = seen(web.get(done.headers["Location"].partition("#")[0], headers=HTML))
    assert ("消すべき" in told, "権利者の求め" in told) == (False, True)
    with pytest.raises(errors.Redacted):
        opened.revision("hallucination", 2)
    assert "Nothing is left" in seen(web.get(f"{DESK}/{page}", headers=HTML))


def test_what_was_removed_is_replaced_by_an_earlier_wording(app: Flask, editor: FlaskClient, opened: Glossary) -> None:
    changed(app)
    opened.redact("hallucination", 2, "content", "権利者の求め", "p-admin")
    done = sent(editor, "restore?concept=hallucination&revision=1", "restore", **{"note-ja": "元に戻す"})
    assert (done.status_code, opened.concept("hallucination").revision.number) == (303, 3)


def test_only_what_somebody_may_do_is_offered(app: Flask, web: FlaskClient, editor: FlaskClient) -> None:
    number = changed(app)
    mine = seen(editor.get(f"{DESK}/concept?concept=hallucination", headers=HTML))
    assert [f"revision={number}" in mine, "/desk/end?" in mine, "/desk/redact?" in mine] == [True, True, False]
    theirs = signed_in(app, "administrator", "administrator").get(f"{DESK}/concept?concept=hallucination", headers=HTML)
    assert "/desk/redact?" in seen(theirs)
    public = web.get("/en/ai-finance/hallucination", headers=HTML).text
    assert "/desk/concept?" in public
    assert [each in public for each in ("/desk/end?", "/desk/grade?", "/desk/redact?")] == [False] * 3
