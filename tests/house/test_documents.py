"""The documents say what is true: settings, commands, dependencies, and examples that run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from glossary.cli import cli
from tests.support import ROOT, served

README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = [path for folder in ("glossary", "api") for path in (ROOT / folder).rglob("*.py")]


def examples(heading: str) -> str:
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return "\n".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))


def test_the_readme_lists_every_setting_and_no_other() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    known = set(re.findall(r'environment\.get\("(GLOSSARY_[A-Z_]+)"', code))
    assert known == set(re.findall(r"^\| `(GLOSSARY_[A-Z_]+)`", README, re.MULTILINE))


def test_the_readme_names_every_command() -> None:
    assert [name for name in cli.commands if f"`{name}`" not in README and f"taiyaku {name}" not in README] == []


def test_decisions_says_why_of_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"], "psycopg"]
    names = {match.group() for each in wanted if (match := re.match(r"[A-Za-z0-9-]+", each))}
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").lower()
    assert sorted(name for name in names if f"**{name.lower()}**" not in decisions) == []


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples use curl, which is not here")
@pytest.mark.parametrize("heading", ["Look things up", "Embed definitions in other sites", "Propose a change", "Change a definition"])
def test_the_examples_of_the_readme_run(heading: str, tmp_path: Path) -> None:
    with served(tmp_path / "home") as address:
        script = examples(heading).replace("http://127.0.0.1:8000", address).replace("curl ", "curl -sSf ")
        script = script.replace(".venv/bin/taiyaku", shlex.quote(str(ROOT / ".venv/bin/taiyaku")))
        ran = subprocess.run(
            ["bash", "-eu", "-c", script],
            cwd=tmp_path,
            env={**os.environ, "GLOSSARY_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(ran.stdout) > 100


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    long = [str(path) for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 300]
    assert long == []
