"""The wheel alone gives a working service, with the seed and both languages."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.support import ROOT, served


@pytest.fixture(scope="module")
def empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with nothing in it but the wheel and what its lock file names."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    venv.create(folder / "env", with_pip=True)
    pip = [str(folder / "env/bin/python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*pip, "--no-deps", str(next(folder.glob("*.whl")))], check=True)
    return folder / "env"


def test_the_wheel_serves_the_seed_in_both_languages(empty_environment: Path, tmp_path: Path) -> None:
    python = str(empty_environment / "bin/python")
    with served(tmp_path / "home", python, cwd=tmp_path) as address:
        with urllib.request.urlopen(f"{address}/api/v1/terms?form=%EF%BE%97%EF%BD%B8%EF%BE%9E") as answer:
            assert json.load(answer)["matches"][0]["concept"]["id"] == "rag"
        with urllib.request.urlopen(f"{address}/api/docs") as answer:
            assert "APIの手引" in answer.read().decode()
        with pytest.raises(HTTPError) as missing:
            urllib.request.urlopen(f"{address}/api/v1/glossaries/none")
        assert json.load(missing.value)["title"] != "No such glossary"
        missing.value.close()


def test_the_wheel_brings_the_command(empty_environment: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [str(empty_environment / "bin/taiyaku"), "show", "ＬＬＭ", "--json"],
        cwd=tmp_path,
        env={"GLOSSARY_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    assert json.loads(told.stdout)[0]["concept"]["id"] == "llm"
