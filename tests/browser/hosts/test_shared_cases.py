"""The cases that the script shares with the annotation of texts: which words of a text are terms, and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from api.listed_words import EXACT, FIRST, NEVER
from glossary.annotating import is_exact
from tests.browser.hosts.hosting import Visit, page
from tests.support import ROOT

CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/golden/annotation-cases.json").read_text(encoding="utf-8"))
FOUND = """async (asked) => { const found = [];
  const Ours = customElements.get('glossary-term');
  for (const [list, first, text] of asked) found.push((await Ours.matcher(list, first))(text));
  return found; }"""


def _asked(case: dict[str, Any]) -> list[Any]:
    ids = list(dict.fromkeys(form["concept"] for form in case["forms"]))
    forms = [[form["form"], ids.index(form["concept"]), _flags(form)] for form in case["forms"]]
    first = "section" if case.get("first_only") else "all"
    return [{"concepts": [[each, each] for each in ids], "forms": forms}, first, case["text"]]


def _flags(form: dict[str, Any]) -> int:
    return (EXACT if is_exact(form["form"], form["type"]) else 0) + {"always": 0, "first": FIRST, "never": NEVER}[
        form["autolink"]
    ]


def test_the_script_finds_what_the_shared_cases_say(visit: Callable[..., Visit]) -> None:
    seen = visit(page("<p>x</p>")).read()
    found = seen.page.evaluate(FOUND, [_asked(case) for case in CASES])
    wanted = [[[mark["start_utf16"], mark["end_utf16"], mark["concept"]] for mark in case["marks"]] for case in CASES]
    names = [case["name"] for case in CASES]
    assert dict(zip(names, found, strict=True)) == dict(zip(names, wanted, strict=True))
