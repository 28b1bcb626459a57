"""The message catalogues: whole, in step with the code, and Japanese where they say so."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages import Catalog, Message
from flask.testing import FlaskClient

from api import create_app
from api.config import from_env
from api.problems import HTTP_PROBLEMS, STATUSES, kinds
from glossary import translate
from glossary.faults import SENTENCES
from tests.house import update_catalogues as catalogues

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
ENGLISH_SENTENCE = re.compile(r"(?:[A-Za-z]+[ ,;]+){3}[A-Za-z]+")
CODE = re.compile(r"`[^`]*`|\{[^}]*\}|「[^」]*」")
MISSING = "/api/v1/glossaries/none"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return catalogues.openapi_document()


@pytest.fixture(scope="module")
def template(document: dict[str, Any]) -> Catalog:
    return catalogues.template(document)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    app = create_app(from_env({"GLOSSARY_HOME": str(tmp_path)}))
    yield app.test_client()
    app.extensions["glossaries"].close()


def messages(language: str) -> list[Message]:
    return [message for message in catalogues.kept(language) if message.id]


def test_the_template_in_git_is_what_the_code_says(template: Catalog) -> None:
    assert catalogues.TEMPLATE.read_bytes() == catalogues.written(template), "run `make messages`"


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_in_git_is_as_it_would_be_written_anew(language: str, template: Catalog) -> None:
    anew = catalogues.written(catalogues.updated(language, template))
    assert catalogues.path(language).read_bytes() == anew, "run `make messages`"


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(language: str, template: Catalog) -> None:
    assert {message.id for message in messages(language)} == {message.id for message in template if message.id}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_no_message_is_empty_fuzzy_or_obsolete(language: str) -> None:
    assert [message.id for message in messages(language) if not message.string or message.fuzzy] == []
    assert list(catalogues.kept(language).obsolete) == []


def test_english_messages_are_what_the_code_says() -> None:
    assert [message.id for message in messages("en") if message.string != message.id] == []


def test_a_japanese_message_has_the_placeholders_of_its_english_one() -> None:
    assert [each.id for each in messages("ja") if placeholders(each.string) != placeholders(each.id)] == []


def test_every_japanese_message_is_japanese() -> None:
    said = [each for each in messages("ja") if re.search("[A-Za-z]", CODE.sub("", str(each.id)))]
    assert [each.id for each in said if not JAPANESE.search(str(each.string))] == []
    assert [each.id for each in messages("ja") if ENGLISH_SENTENCE.search(CODE.sub("", str(each.string)))] == []


def test_japanese_quotes_names_in_its_own_way() -> None:
    assert [each.id for each in messages("ja") if re.search("[“”]", str(each.string))] == []
    assert [each.id for each in messages("ja") if "“" in str(each.id) and "「" not in str(each.string)] == []


def test_japanese_titles_of_problems_are_headings_and_details_are_sentences() -> None:
    named = [*STATUSES]
    titles = {title for _, title in kinds().values()} | {error.title for error in named}
    details = {detail for _, _, detail in HTTP_PROBLEMS.values()} | {error.detail for error in named}
    sentences = details | set(SENTENCES.values())
    assert [each for each in titles if translate("ja", each).endswith("。")] == []
    assert [each for each in sentences if not translate("ja", each).endswith("。")] == []


def test_everything_in_the_manual_has_a_japanese_text(document: dict[str, Any]) -> None:
    texts = set(catalogues.manual_texts(document))
    assert len(texts) > 50
    assert [text for text in texts if translate("ja", text) == text] == []


def test_texts_in_the_openapi_document_are_not_indented_like_code(document: dict[str, Any]) -> None:
    assert [text for text in catalogues.manual_texts(document) if text != inspect.cleandoc(text)] == []


def test_the_manual_shows_a_japanese_reader_no_english(client: FlaskClient, document: dict[str, Any]) -> None:
    page = client.get("/api/docs", headers={"Accept-Language": "ja"}).text
    assert [text for text in catalogues.manual_texts(document) if f">{text}<" in page] == []


def test_problems_are_told_in_the_language_asked_for_and_otherwise_in_japanese(client: FlaskClient) -> None:
    japanese = client.get(MISSING)
    english = client.get(MISSING, headers={"Accept-Language": "en"})
    assert (japanese.headers["Content-Language"], english.headers["Content-Language"]) == ("ja", "en")
    assert english.get_json()["title"] == "No such glossary"
    assert english.get_json()["detail"] == "There is no glossary “none”."
    assert japanese.get_json()["title"] == "存在しない用語集"
    assert japanese.get_json()["detail"] == "用語集「none」はありません。"


def test_the_command_line_explains_itself_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    told = {language: run("-m", "glossary", "--help", language=language, home=tmp_path) for language in ("ja", "en")}
    assert "定義の変更履歴を全て残す、対訳の用語集です。" in told["ja"]
    assert "A bilingual glossary that keeps every version of every definition." in told["en"]
    assert not JAPANESE.search(told["en"])


def test_every_command_fits_its_japanese_summary_on_one_line(tmp_path: Path) -> None:
    lines = run("-m", "glossary", "--help", language="ja", home=tmp_path).splitlines()
    commands = [line for line in lines if re.match(r"  [a-z]", line)]
    assert len(commands) >= 10
    assert [line for line in commands if not line.endswith("。") or columns(line) > 80] == []


def test_click_speaks_the_language_of_the_terminal_too(tmp_path: Path) -> None:
    help_text = run("-m", "glossary", "--help", language="ja", home=tmp_path)
    assert ENGLISH_SENTENCE.search(help_text) is None
    assert "使い方:" in help_text
    refused = run("-m", "glossary", "show", language="ja", home=tmp_path, code=2)
    assert "エラー: 必須の引数が指定されていません: 'FORM'." in refused
    assert "使い方は「taiyaku show --help」で確認できます。" in refused


def placeholders(text: Any) -> list[tuple[str, str | None, str | None]]:
    """The placeholders of a message, in whatever order."""
    return sorted((name, form, kind) for _, name, form, kind in Formatter().parse(text) if name is not None)


def columns(line: str) -> int:
    """How wide a line is in a terminal, where Japanese characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in line)


def run(*arguments: str, language: str, home: Path, code: int = 0) -> str:
    """What a command of Python says in a terminal of a language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    locale = {"LANG": f"{language}_XX.UTF-8", "PYTHONUTF8": "1", "GLOSSARY_HOME": str(home), "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, *arguments], env={**kept, **locale}, cwd=catalogues.ROOT, capture_output=True, check=False
    )
    assert done.returncode == code, done.stderr.decode()
    return (done.stdout + done.stderr).decode()
