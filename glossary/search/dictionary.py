"""Japanese words by a dictionary, where SudachiPy is installed; without it there are none, and pairs have to do.

Words are in the form under which a dictionary has them, so that 与えた is found by 与える, and 東京都 is not by 京都.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from threading import local
from typing import Any

from glossary.text import fold

_DICTIONARY = "sudachidict-small"
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_SAYING = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接尾辞"}
_HELPING = "非自立可能"
_MARK = "="

_of_thread = local()


@lru_cache(maxsize=1)
def name() -> str:
    """Which dictionary there is, with its edition; empty without one."""
    try:
        return f"{_DICTIONARY} {version(_DICTIONARY)}" if find_spec("sudachipy") else ""
    except PackageNotFoundError:
        return ""


def words(text: str) -> list[str]:
    """The words of a text that say something, marked so that they are no pairs of characters."""
    return [word for word, _, _ in placed(text)]


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """The same, each with where it begins and ends in the text."""
    if not name() or not _JAPANESE.search(text):
        return
    for morpheme in _tokenizer().tokenize(text):
        kind, detail, *_ = morpheme.part_of_speech()
        if kind in _SAYING and detail != _HELPING and (word := fold(morpheme.normalized_form(), "script_variant")):
            yield f"{_MARK}{word}", morpheme.begin(), morpheme.end()


def _tokenizer() -> Any:
    """One for each thread: none can be shared."""
    if not hasattr(_of_thread, "tokenizer"):
        _of_thread.tokenizer = _dictionary().tokenizer()
    return _of_thread.tokenizer


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="small")
