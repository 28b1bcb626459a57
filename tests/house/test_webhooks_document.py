"""The document on webhooks can be followed as it stands, with its own receiver, and leaves out no message."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from glossary.telling.values import FAMILIES
from tests.house.test_proposing_document import _key
from tests.support import ROOT, served

DOCUMENT = (ROOT / "docs/webhooks.md").read_text(encoding="utf-8")
SOURCE = (ROOT / "glossary/telling/values.py").read_text(encoding="utf-8")


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="the examples use curl and jq")
def test_the_examples_run_and_the_receiver_takes_what_it_is_sent(tmp_path: Path) -> None:
    home, port = tmp_path / "home", _free_port()
    script = "\n".join(re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)).replace("curl ", "curl -sSf ")
    [receiver] = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    (tmp_path / "receiver.py").write_text(receiver, encoding="utf-8")
    allowed: dict[str, Any] = {
        "GLOSSARY_WEBHOOK_HTTP": "true",
        "GLOSSARY_WEBHOOK_PORTS": str(port),
        "GLOSSARY_WEBHOOK_NETWORKS": "127.0.0.0/8",
    }
    command = [sys.executable, "receiver.py", str(port)]
    with (
        served(home, **allowed) as address,
        subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as receiving,
    ):
        assert receiving.stdout is not None
        given = {"B": address, "ADMIN": _key(home, "administrator"), "RECEIVER": f"http://127.0.0.1:{port}/"}
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            assert (ran.returncode, ran.stderr) == (0, "")
            first, second = receiving.stdout.readline(), receiving.stdout.readline()
        finally:
            receiving.kill()
    assert "webhook.test" in first + second
    assert "pending" in ran.stdout


def test_the_document_names_every_message_and_every_setting() -> None:
    for family, kinds in FAMILIES.items():
        for kind in kinds:
            assert f"`{family}.{kind}`" in DOCUMENT or f"`.{kind}`" in DOCUMENT, kind
    for setting in re.findall(r'environment\.get\("(GLOSSARY_[A-Z_]+)"', SOURCE):
        assert setting in DOCUMENT


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
