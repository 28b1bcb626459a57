"""The workflow of proposing can be walked with curl from its document alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from glossary import choices
from glossary.proposals import ProposalKind, RejectReason
from tests.support import ROOT, served

PEOPLE = {"REVIEWER": "reviewer", "OTHER": "reviewer", "EDITOR": "editor", "ADMINISTRATOR": "administrator"}
DOCUMENT = (ROOT / "docs/proposing.md").read_text(encoding="utf-8")


def _key(home: Path, role: str) -> str:
    made = subprocess.run(
        [sys.executable, "-m", "glossary", "key", "make", "--name", role, "--role", role, "--json"],
        cwd=ROOT,
        env={**os.environ, "GLOSSARY_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    key: str = json.loads(made.stdout)["key"]
    return key


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="the examples use curl and jq")
def test_the_examples_run_from_the_first_to_the_last(tmp_path: Path) -> None:
    home = tmp_path / "home"
    script = "\n".join(re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL))
    script = re.sub(r"\bcurl (?!--no-fail)", "curl -sSf ", script).replace("curl --no-fail", "curl -sS")
    with served(home) as address:
        keys = {name: _key(home, role) for name, role in PEOPLE.items()}
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env={**os.environ, **keys, "B": address},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert '"Y."' in ran.stdout
    assert '"accepted_by_name": "reviewer"' in ran.stdout


def test_every_kind_and_every_reason_is_in_the_document() -> None:
    for word in (*choices(ProposalKind), *choices(RejectReason)):
        assert word in DOCUMENT


def test_the_example_in_python_runs(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    ran = subprocess.run(
        [sys.executable, "-c", example],
        cwd=ROOT,
        env={**os.environ, "GLOSSARY_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.split(), ran.stderr) == (0, ["scope", "accepted"], "")
