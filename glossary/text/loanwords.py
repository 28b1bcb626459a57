"""Loanwords, which are spelled by ear: with ー or without, ティ or チ, フォ or ホ, イア or イヤ."""

from __future__ import annotations

import re

from glossary.text.characters import VOWELS
from glossary.text.folding import fold, key

_ENOUGH = 4
_I_ROW = VOWELS["い"]

# Sounds that Japanese took up late, and what was said for them before.
_NATIVE = {
    "てぃ": "ち", "でぃ": "じ", "ふぉ": "ほ", "しぇ": "せ", "じぇ": "ぜ", "いぇ": "え",
    "てゅ": "ちゅ", "でゅ": "じゅ", "ふゅ": "ひゅ", "とぅ": "つ", "どぅ": "ど", "つぃ": "ち",
}  # fmt: skip
_LATE = re.compile("|".join(_NATIVE))
_GLIDE = re.compile(f"(?<=[{_I_ROW}])や")
_LONG = re.compile(
    f"ー|(?<=[{VOWELS['あ']}])[あぁ]|(?<=[{_I_ROW}])[いぃ]|(?<=[{VOWELS['う']}])[うぅ]"
    f"|(?<=[{VOWELS['え']}])[いぃえぇ]|(?<=[{VOWELS['お']}])[うぅおぉを]"
)


def short_key(text: str) -> str:
    """The key of a loanword with no vowel long (ハルシネション) and no late sound (セキュリチ, プラットホーム).

    Empty where too little is left to go by. Native words meet here that have nothing in common (こうせい, こせい):
    a form and a term are the same by this key only where the term is a loanword, and only if nothing else is.
    """
    sounds = _LATE.sub(lambda found: _NATIVE[found[0]], fold(text, "separator"))
    found = key(_LONG.sub("", _GLIDE.sub("あ", sounds)))
    return found if len(found) >= _ENOUGH else ""
