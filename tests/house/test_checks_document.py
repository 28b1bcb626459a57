"""`docs/checks.md` has every check, in both languages, and each of its examples fails and passes as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from glossary import CHECKS, Concept, Draft, Finding, Glossaries, Glossary, LanguageSection, Whereabouts, translate
from tests.support import ROOT, SETTINGS

INTRODUCTION, *SECTIONS = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").split("\n## ")
BY_CODE = {section.splitlines()[0]: section for section in SECTIONS}
README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
_JSON = re.compile(r"```json\n(.*?)```", re.DOTALL)


def concepts(text: str) -> Iterator[Concept]:
    ids = re.findall(r"^`([a-z-]+)`:$", text, re.MULTILINE)
    for concept, languages in zip(ids, _JSON.findall(text), strict=True):
        yield made(languages, concept)


def made(languages: str, concept: str = "example") -> Concept:
    return Concept(id=concept, languages=msgspec.json.decode(languages, type=dict[str, LanguageSection]))


def examples(code: str) -> tuple[Concept | None, Concept, Concept]:
    """The wording before, where the section has one, and those that fail and pass."""
    *before, fails, passes = map(made, _JSON.findall(BY_CODE[code]))
    return before[0] if before else None, fails, passes


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    home: Path = tmp_path_factory.mktemp("checks")
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as opened:
        trial = opened.make(SETTINGS, "p-editor")
        trial.load([Draft(concept=concept) for concept in concepts(INTRODUCTION)], "p-editor")
        trial.retire("expert-system", "p-editor", None, None)
        yield trial


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    home: Path = tmp_path_factory.mktemp("seed")
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as opened:
        opened.seed()
        yield opened["ai-finance"]


def test_every_check_has_a_section_and_every_section_a_check() -> None:
    assert list(BY_CODE) == sorted(CHECKS, key=lambda code: code[1:])


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_a_section_says_how_grave_it_is_and_what_readers_of_both_languages_are_told(code: str) -> None:
    severity = {"error": "**error / エラー**", "warning": "**warning / 警告**"}
    assert severity[Finding(code=code, pointer="").severity] in BY_CODE[code]
    for language in ("en", "ja"):
        assert f"> {translate(language, CHECKS[code].message)}\n" in BY_CODE[code]


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_the_failing_example_fails_by_this_check_alone(code: str, glossary: Glossary) -> None:
    before, fails, _ = examples(code)
    assert {finding.code for finding in glossary.checked(fails, before)} == {code}


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_the_passing_example_passes_every_check(code: str, glossary: Glossary) -> None:
    before, _, passes = examples(code)
    assert glossary.checked(passes, before) == ()


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_a_finding_leads_to_its_section(code: str) -> None:
    page, _, heading = Finding(code=code, pointer="").explained_at.partition("#")
    assert page == "checks.md"
    assert heading == code.lower()


def test_the_seed_has_no_finding_that_its_page_does_not_explain(seed: Glossary) -> None:
    found = {
        (revision.concept.id, finding.code, finding.pointer)
        for revision in seed.concepts(limit=200).items
        for finding in seed.checked_as_recorded(revision)
    }
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \| ([EW]\d{3}) \| `([^`]+)` \|", README, re.MULTILINE))
    assert found == explained
