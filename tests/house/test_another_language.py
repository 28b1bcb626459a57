"""A further language of the pages needs nothing but a catalogue: shown with one in which every text is marked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po, write_po

from tests.support import ROOT
from tests.web.page_support import OF_A_GLOSSARY, Page, Seen

ANOTHER = "eo"
ASK = """
import json, sys
from api import create_app
from api.config import from_env
from glossary import Proposer, Who, Wish
app = create_app(from_env({"GLOSSARY_HOME": sys.argv[1]}))
house = app.extensions["glossaries"]
opened, (_, key) = house["ai-finance"], house.make_key("2026", "administrator")
newest = opened.revisions("llm", limit=1)[0]
opened.desk.propose(Wish(kind="retirement", concept="llm", base=1, into="slm", rationale="2026"), Who(), Proposer())
opened.restore("rag", 1, house.house())
web, html = app.test_client(), {"Accept": "text/html", "Authorization": f"Bearer {key}"}
print(json.dumps({address: web.get(address, headers=html).get_data(as_text=True) for address in sys.argv[2:]}))
app.extensions["glossaries"].close()
"""
MARKED = re.compile("⟦[^⟦⟧]*⟧")
NAMES = {
    "BibTeX",
    "CSL-JSON",
    "APA",
    "SIST 02",
    "JSON",
    "Atom",
    "JSON Feed",
    "JSONL",
    "Markdown",
    "Esperanto",
    "⇔",
    "→",
}
"""What is called the same in every language."""
# Code, names of persons, and what is said of a page outside of it: a concept's own words.
KEPT = {"code", "pre", "bdi", "title", "meta", "script", "option", "iframe"}
SUBJECTS = json.loads((ROOT / "data" / "ai-finance" / "glossary.json").read_text(encoding="utf-8"))["subjects"]
NAMES |= {title for subject in SUBJECTS for title in subject["title"].values()}
DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
OF_THE_DESK = [
    "propose",
    "propose?concept=hallucination",
    "propose?concept=llm&kind=retirement",
    "propose?concept=llm&kind=merge",
    "desk",
    "desk/editions",
    "desk/settings",
    "desk/restore?concept=rag&revision=1",
    "desk/concept?concept=rag",
    "desk/end?concept=rag",
    "desk/end?concept=rag&kind=merge",
    "desk/grade?concept=rag&revision=2",
    "desk/redact?concept=rag&revision=1",
    "proposals/1",
    "proposals/1/edit",
]
ADDRESSES = [
    *(f"/{ANOTHER}/{rest}" for rest in ("", "-/search", "-/sign-in", "nowhere/")),
    *(f"/{ANOTHER}/ai-finance/{rest}" for rest in OF_A_GLOSSARY),
    *(f"/{ANOTHER}/ai-finance/-/{rest}" for rest in OF_THE_DESK),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product with one more catalogue, and nothing else changed."""
    folder = tmp_path_factory.mktemp("another")
    for name in ("glossary", "api", "data", "translations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (ROOT / "translations" / "messages.pot").open("rb") as stream:
        catalogue = read_po(stream, locale=ANOTHER)
    for message in catalogue:
        if message.id:
            message.string = f"⟦{_doubled(str(message.id))}⟧"
    place = folder / "translations" / ANOTHER / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.po").open("wb") as stream:
        write_po(stream, catalogue)
    return folder


@pytest.fixture(scope="module")
def pages(house: Path) -> dict[str, str]:
    """Every kind of page in the further language."""

    command = [sys.executable, "-c", ASK, str(house / "home"), *ADDRESSES]
    done = subprocess.run(command, cwd=house, env={"PYTHONPATH": str(house)}, capture_output=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _doubled(message: str) -> str:
    """A text with every vowel written twice, its placeholders as they were."""
    parts = Formatter().parse(message)
    return "".join(
        re.sub("([aeiou])", r"\1\1", text).replace("{", "{{").replace("}", "}}") + (f"{{{name}}}" if name else "")
        for text, name, _, _ in parts
    )


def test_every_text_of_every_page_is_from_the_catalogue(pages: dict[str, str]) -> None:
    assert len(pages) == len(ADDRESSES)
    untold = {address: [each.text for each in Page(html).seen if _is_untold(each)] for address, html in pages.items()}
    assert {address: texts for address, texts in untold.items() if texts} == {}


def test_the_further_language_is_offered_beside_the_others(pages: dict[str, str]) -> None:
    for html in pages.values():
        assert f'<html lang="{ANOTHER}">' in html
    assert f'hreflang="{ANOTHER}"' in pages[f"/{ANOTHER}/ai-finance/llm"]
    assert "⟦" in pages[f"/{ANOTHER}/nowhere/"]


def _is_untold(seen: Seen) -> bool:
    """Whether a text with letters is in the page's own language and yet not from its catalogue."""
    if seen.language != ANOTHER or KEPT & set(seen.inside):
        return False
    left = DATE.sub("", seen.text)
    while left != (left := MARKED.sub("", left)):
        pass
    left = left.strip("⟦⟧ :,/–")
    return bool(re.search(r"[^\W\d_]{2}", left)) and not set(left.split("、")) <= NAMES
