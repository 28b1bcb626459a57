"""The command line: for people and for scripts, with exit codes that both can rely on."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glossary import Glossaries, Whereabouts
from glossary.cli import cli
from glossary.cli.frame import terminal_language
from glossary.errors import Busy


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Any:
    def taiyaku(*words: str) -> Result:
        return CliRunner().invoke(cli, words, env={"GLOSSARY_HOME": str(home), "COLUMNS": "200"})

    return taiyaku


@pytest.mark.parametrize("form", ["ﾊﾙｼﾈｰｼｮﾝ", "げんかく", "harushineeshon", "hallucination"])
def test_show_tells_a_concept_by_any_form_or_id(run: Any, form: str) -> None:
    told = run("show", form)
    assert told.exit_code == 0
    assert "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。" in told.output
    assert "Not an official FSA glossary." in told.output


def test_show_in_one_language_leaves_the_other_out(run: Any) -> None:
    assert "生成AI" not in run("show", "hallucination", "--language", "en").output


def test_what_is_not_found_ends_with_one(run: Any) -> None:
    for words in (("show", "nobody"), ("search", "zzzzqqqq"), ("history", "nobody"), ("diff", "llm", "1", "9")):
        told = run(*words)
        assert (told.exit_code, told.stdout) == (1, ""), words
        assert told.stderr


def test_a_wrong_call_ends_with_two(run: Any) -> None:
    assert run("show").exit_code == 2
    assert run("key", "make", "--name", "A", "--role", "king").exit_code == 2


def test_search_answers_people_with_a_table_and_machines_with_json(run: Any) -> None:
    assert "hallucination" in run("search", "もっともらしい").output
    told = json.loads(run("search", "もっともらしい", "--json").stdout)
    assert told["hits"][0]["concept"] == "hallucination"


def test_search_takes_the_limits_of_the_web_and_counts_facets(run: Any) -> None:
    told = json.loads(run("search", "AI", "--facets", "--json").stdout)
    assert told["facets"]["status"] == {"current": told["total"]}
    shown = run("search", "AI", "--facets").output
    assert all(words in shown for words in ("Found by", "Subject field", "in use"))
    assert json.loads(run("search", "AI", "--subject", "nosuch", "--json").stdout)["hits"] == []
    assert run("search", "AI", "--status", "retired").exit_code == 1
    assert run("search", "AI", "--in", "future").exit_code == 2
    assert run("search", "AI", "--glossary", "nosuch").exit_code == 1


def test_search_in_the_past_dates_what_it_finds(run: Any, tmp_path: Path) -> None:
    [shown] = json.loads(run("show", "prompt", "--json").stdout)
    shown["concept"]["languages"]["ja"]["definition"]["text"] = "新しい定義。"
    path = tmp_path / "prompt.json"
    path.write_text(json.dumps(shown["concept"], ensure_ascii=False), encoding="utf-8")
    run("load", str(path))
    told = run("search", "指示や質問", "--in", "past")
    assert "Valid from" in told.output
    assert shown["valid_from"] in told.output
    assert "Valid from" not in run("search", "新しい定義").output


def test_a_bad_row_is_named_with_its_file_and_place(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text('[{"id": "a", "languages": {}}, {"id": "b", "languages": 1}]', encoding="utf-8")
    told = run("load", str(path))
    assert (told.exit_code, "rows.json#/1/languages" in told.stderr) == (3, True)


def test_a_load_that_stops_says_how_far_it_came(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(_self: Any, drafts: Any, _author: str, progress: Any) -> None:
        progress(500, 1 + len(list(drafts)))
        raise Busy

    monkeypatch.setattr("glossary.glossary.Glossary.load", stops)
    path = tmp_path / "rows.json"
    path.write_text("[]", encoding="utf-8")
    told = run("load", str(path))
    assert (told.exit_code, "500 of 1 concepts are recorded" in told.stderr) == (4, True)
    assert "nothing was stored" not in told.stderr


def test_load_records_what_is_new_and_says_what_it_did(run: Any, tmp_path: Path) -> None:
    [shown] = json.loads(run("show", "prompt", "--json").stdout)
    concept = shown["concept"]
    concept["languages"]["ja"]["definition"]["text"] = "生成AIに対して与える指示又は質問。"
    path = tmp_path / "prompt.json"
    path.write_text(json.dumps(concept, ensure_ascii=False), encoding="utf-8")
    assert run("load", str(path)).output == "0 added, 1 changed, 0 unchanged.\n"
    assert run("load", str(path)).output == "0 added, 0 changed, 1 unchanged.\n"
    difference = json.loads(run("diff", "prompt", "--json").stdout)
    assert [(change["op"], change["grade"]) for change in difference["changes"]] == [("replace", "scope")]
    assert "指示" in run("diff", "prompt").output
    assert [each["number"] for each in json.loads(run("history", "prompt", "--json").stdout)] == [2, 1]


@pytest.mark.parametrize("content", ["{", "[]]", "1", '{"id": "x"}', '{"id": "X", "languages": {}}', "\ud800"])
def test_a_file_that_cannot_be_loaded_is_refused_with_three_and_changes_nothing(
    run: Any, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    told = run("load", str(path))
    assert told.exit_code == 3
    assert told.stderr
    assert json.loads(run("verify", "--json").stdout)[0]["entries"] == 61


def test_verify_names_the_first_bad_entry_and_ends_with_three(run: Any, home: Path) -> None:
    assert "61 entries, whole." in run("verify").output
    with sqlite3.connect(home / "glossary.db") as connection:
        connection.execute("UPDATE parts SET body = replace(body, '幻覚', '幻視') WHERE seq = 31")
    connection.close()
    told = run("verify")
    assert (told.exit_code, "entry 31" in told.output) == (3, True)


def test_glossaries_are_made_and_listed(run: Any) -> None:
    assert run("glossary", "make", "law", "--title", "ja=法律", "--title", "en=Law").exit_code == 0
    assert {each["id"] for each in json.loads(run("glossary", "list", "--json").stdout)} == {"ai-finance", "law"}
    assert "Law" in run("glossary", "list").output
    assert run("glossary", "make", "law").exit_code == 3
    assert run("glossary", "make", "Not An Id").exit_code == 3
    assert "--glossary" in run("history", "llm").stderr


def test_a_key_is_printed_alone_listed_without_its_secret_and_revoked(run: Any) -> None:
    told = json.loads(run("key", "make", "--name", "編集者", "--role", "editor", "--json").stdout)
    assert set(told) == {"id", "key"}
    listed = run("key", "list", "--json").stdout
    assert told["id"] in listed
    assert told["key"] not in listed
    assert run("key", "revoke", told["id"]).exit_code == 0
    assert json.loads(run("key", "list", "--json").stdout)[0]["revoked_at"]
    assert run("key", "revoke", "nobody12").exit_code == 1


def test_reindex_builds_the_index_anew(run: Any, home: Path) -> None:
    assert run("search", "もっともらしい").exit_code == 0
    assert run("reindex").exit_code == 0
    assert run("search", "もっともらしい").exit_code == 0
    assert (home / "index").is_dir()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminal_is_spoken_to_in_the_language_of_its_locale(environment: dict[str, str], language: str) -> None:
    assert terminal_language(environment) == language


def test_cite_names_one_revision_in_the_style_asked_for(run: Any) -> None:
    told = run("cite", "hallucination", "--style", "bibtex", "--base-url", "https://terms.example/")
    assert told.exit_code == 0
    assert told.stdout.startswith("@misc{ai-finance-hallucination-r1,")
    assert "https://terms.example/api/v1/glossaries/ai-finance/concepts/hallucination/revisions/1" in told.stdout
    told = run("cite", "hallucination", "--style", "ja", "--calendar", "japanese")
    assert "（令和7年6月18日適用）" in told.stdout
    assert "GLOSSARY_BASE_URL" in told.stderr
    assert run("cite", "nobody").exit_code == 1
    assert run("cite", "hallucination", "--revision", "1", "--as-of", "2025-07-01").exit_code == 2


def test_diff_compares_numbers_dates_and_editions_in_any_form(run: Any, tmp_path: Path) -> None:
    [shown] = json.loads(run("show", "prompt", "--json").stdout)
    shown["concept"]["languages"]["ja"]["definition"]["text"] = "新しい定義。"
    path = tmp_path / "prompt.json"
    path.write_text(json.dumps(shown["concept"], ensure_ascii=False), encoding="utf-8")
    run("load", str(path))
    for pair in (("1", "2"), ("2025-06-18", "2"), ("edition:ai-forum-2025-06-18", "2"), ("1",), ()):
        told = json.loads(run("diff", "prompt", *pair, "--json").stdout)
        assert (told["from"], told["to"]) == (1, 2), pair
    assert "{+新しい定義+}" in run("diff", "prompt").output
    assert "<ins>" in run("diff", "prompt", "--format", "markdown").output
    assert "</table>" in run("diff", "prompt", "--format", "table", "--order", "old-first").output
    table = ("diff", "prompt", "1", "2", "--format", "table", "--language", "ja")
    assert "2025年6月18日適用" in run(*table).output
    assert "令和7年6月18日適用" in run(*table, "--calendar", "japanese").output
    assert "</del>" in run("diff", "prompt", "--format", "html").output
    assert run("diff", "prompt", "0").exit_code == 2
    assert run("diff", "prompt", "soon").exit_code == 3
    assert run("diff", "prompt", "edition:none").exit_code == 1


def test_changes_and_errata_of_editions_are_told_to_people_and_machines(run: Any) -> None:
    edition = "ai-forum-2025-06-18"
    told = run("changes", edition, "--since", edition)
    assert (told.exit_code, "0 added, 0 changed, 0 retired, 0 corrected." in told.output) == (0, True)
    assert json.loads(run("changes", edition, "--since", edition, "--json").stdout)["changed"] == []
    assert "Nothing differs." in run("changes", edition, "--since", edition, "--format", "table").output
    assert run("changes", edition).exit_code == 2
    assert run("changes", "none", "--since", edition).exit_code == 1
    assert "Errata of" in run("errata", edition).output
    assert "No error has been found" in run("errata", edition, "--format", "html").output
    assert json.loads(run("errata", edition, "--json").stdout) == {"edition": edition, "items": []}


def test_what_is_to_be_checked_is_told_to_people_and_machines(run: Any, tmp_path: Path) -> None:
    assert run("behind").output == "There is nothing to be checked.\n"
    shown = json.loads(run("show", "rag", "--json").stdout)[0]
    shown["concept"]["languages"]["ja"]["definition"]["text"] += "新しい文。"
    path = tmp_path / "rag.json"
    path.write_text(json.dumps(shown["concept"], ensure_ascii=False), encoding="utf-8")
    run("load", str(path))
    assert "{+新しい文。+}" in run("behind", "--language", "en").output
    assert "新しい文。</ins>" in run("behind", "--format", "markdown").output
    assert "</table>" in run("behind", "--format", "table", "--order", "old-first").output
    assert "</ins>" in run("behind", "--format", "html").output
    [told] = json.loads(run("behind", "--json").stdout)
    assert (told["concept"], told["state"], told["behind"], len(told["changes"])) == ("rag", "behind", [2], 1)
    assert json.loads(run("behind", "--sync", "unreviewed", "--json").stdout) == []
    assert run("behind", "--language", "fr").exit_code == 3


def test_an_edition_is_drafted_published_and_listed(run: Any) -> None:
    words = ("edition", "draft", "second", "--title", "ja=第2版", "--title", "en=Second", "--date", "2099-04-01")
    assert run(*words).output == "The edition “second” is a draft.\n"
    assert run(*words, "--cites", "ja=資料").exit_code == 0
    listed = json.loads(run("edition", "list", "--json").stdout)
    assert [(each["id"], each["draft"], each["entry"]) for each in listed] == [
        ("second", 2, None),
        ("ai-forum-2025-06-18", None, 61),
    ]
    assert "is published: entry 62, sha256:" in run("edition", "publish", "second").output
    assert "published" in run("edition", "list").output
    assert run("edition", "publish", "second").exit_code == 3
    assert run(*words).exit_code == 3
    assert run("edition", "publish", "third").exit_code == 1


def test_a_revision_is_redacted_and_the_history_says_so(run: Any) -> None:
    told = run("redact", "ai-finance", "prompt", "1", "--part", "content", "--reason", "権利者の求め")
    assert (told.exit_code, told.stdout) == (0, "Removed from revision 1 of “prompt”.\n")
    assert "[removed: 権利者の求め]" in run("history", "prompt").output
    shown = run("show", "prompt")
    assert (shown.exit_code, "権利者の求め" in shown.stderr) == (1, True)
    verified = run("verify")
    assert (verified.exit_code, "Redacted (entry and part):" in verified.output) == (0, True)
    assert run("redact", "ai-finance", "prompt", "9", "--part", "content", "--reason", "x").exit_code == 1
    assert run("redact", "ai-finance", "rag", "1", "--part", "title", "--reason", "x").exit_code == 2
    assert run("redact", "ai-finance", "rag", "1", "--part", "rationale", "--reason", "x").exit_code == 1


def test_a_person_is_erased_once(run: Any) -> None:
    run("key", "make", "--name", "鈴木花子", "--role", "editor")
    [key] = json.loads(run("key", "list", "--json").stdout)
    assert run("person", "erase", key["person"]).exit_code == 0
    assert "鈴木花子" not in run("key", "list", "--json").stdout
    assert run("person", "erase", key["person"]).exit_code == 1


def test_the_log_and_its_end_are_printed_for_those_who_check_them(run: Any) -> None:
    lines = run("log").stdout.splitlines()
    checkpoint = json.loads(run("log", "--checkpoint").stdout)
    assert (len(lines), json.loads(lines[-1])["digest"]) == (checkpoint["seq"], checkpoint["digest"])
    assert run("log", "--after", "10", "--until", "12").stdout.splitlines() == lines[10:12]


def test_a_person_is_let_in_by_a_link_that_is_printed_once(run: Any, home: Path) -> None:
    made = run("person", "make", "--name", "山田", "--login", "Yamada@example.jp", "--role", "editor")
    assert made.exit_code == 0
    assert re.fullmatch(r"/en/-/password\?code=[\w-]{43}\n", made.stdout)
    assert "within 72 hours" in made.stderr
    told = json.loads(run("person", "list", "--json").stdout)
    assert [(each["login"], each["role"], each["has_password"]) for each in told] == [
        ("yamada@example.jp", "editor", False)
    ]
    link = json.loads(run("person", "password", "YAMADA@example.jp", "--json").stdout)["link"]
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as house:
        house.accounts.set_password_by_link(link.partition("=")[2], "correct horse battery")
    assert "by password" in run("person", "list").output
    assert "reviewer" in run("person", "role", "yamada@example.jp", "--role", "reviewer").output
    assert run("person", "close", told[0]["person"]).exit_code == 0
    assert "no longer" in run("person", "list").output
    assert run("person", "password", "yamada@example.jp").exit_code == 1
    assert run("person", "role", "nobody", "--role", "reader").exit_code == 1


def test_the_address_of_the_service_makes_the_link_whole(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSARY_BASE_URL", "https://words.example/")
    made = run("person", "make", "--name", "A", "--login", "a", "--role", "reader")
    assert made.stdout.startswith("https://words.example/en/-/password?code=")


def test_a_key_expires_on_a_day_that_is_one(run: Any) -> None:
    assert run("key", "make", "--name", "A", "--role", "reader", "--expires", "2099-03-31").exit_code == 0
    assert "2099-03-31T14:59:59Z" in run("key", "list").output
    refused = run("key", "make", "--name", "A", "--role", "reader", "--expires", "2099-02-30")
    assert (refused.exit_code, "/expires: " in refused.output) == (3, True)


def test_every_command_that_changes_something_is_audited(run: Any, tmp_path: Path) -> None:
    run("person", "make", "--name", "A", "--login", "a", "--role", "editor")
    account = json.loads(run("person", "list", "--json").stdout)[0]["person"]
    key = json.loads(run("key", "make", "--name", "B", "--role", "reader", "--json").stdout)["id"]
    for words in (
        ("glossary", "make", "law", "--title", "ja=法律"),
        ("key", "revoke", key),
        ("person", "role", "a", "--role", "reader"),
        ("person", "close", "a"),
        ("person", "erase", account),
        (
            "edition",
            "draft",
            "e2",
            "--title",
            "ja=版",
            "--title",
            "en=e",
            "--date",
            "2026-01-01",
            "--glossary",
            "ai-finance",
        ),
        ("edition", "publish", "e2", "--glossary", "ai-finance"),
        ("redact", "ai-finance", "llm", "1", "--part", "content", "--reason", "試し"),
    ):
        before = json.loads(run("audit", "--limit", "1", "--json").stdout)[0]["number"]
        assert run(*words).exit_code == 0, words
        assert json.loads(run("audit", "--limit", "1", "--json").stdout)[0]["number"] > before, words
    assert "person-erased" in run("audit").output
    assert {each["glossary"] for each in json.loads(run("audit", "--glossary", "law", "--json").stdout)} == {"law"}


def test_annotate_tells_the_terms_of_a_text_and_writes_links_into_a_page(run: Any, tmp_path: Path) -> None:
    text, page = tmp_path / "文.txt", tmp_path / "page.html"
    text.write_text("𠮷野家のLLMs", encoding="utf-8")
    page.write_bytes(b"<P>LLM\r\n")
    assert "llm" in run("annotate", str(text)).output
    [mark] = json.loads(run("annotate", str(text), "--json").stdout)["marks"]
    assert (mark["start"], mark["end"], mark["start_utf16"], mark["concept"]) == (4, 8, 5, "llm")
    link = '<a href="https://example.jp/id/ai-finance/llm" rel="glossary">LLM</a>'
    written = run("annotate", str(page), "--base", "https://example.jp")
    marked = f'<glossary-term concept="llm" glossary="ai-finance">{link}</glossary-term>'
    assert written.stdout_bytes.decode() == f"<P>{marked}\r\n"


def test_annotate_says_when_there_is_nothing_and_refuses_what_is_no_text(run: Any, tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_bytes(b"nothing")
    assert run("annotate", str(text)).exit_code == 1
    text.write_bytes(b"\xff")
    assert run("annotate", str(text)).exit_code == 2
    assert run("annotate", str(tmp_path / "absent")).exit_code == 2


def test_what_was_said_then_is_shown_and_searched_as_it_was(run: Any) -> None:
    edition = ("--edition", "ai-forum-2025-06-18")
    for words in (("show", "LLM"), ("show", "llm"), ("search", "大規模言語モデル")):
        for state, code in ((("--as-of", "2025-06-17"), 1), (("--as-of", "2025-06-18"), 0), (edition, 0)):
            assert run(*words, *state).exit_code == code, (words, state)
        assert run(*words, "--as-of", "2025-06-18", "--known-at", "2025-06-18").exit_code == 1
        assert run(*words, *edition, "--as-of", "2025-06-18").exit_code == 2
        assert "as_of" in run(*words, "--as-of", "20250618").stderr
