"""What a Japanese phrase is about: its words in kanji, katakana, Latin letters and digits."""

from __future__ import annotations

import re

from glossary.text.folding import fold
from glossary.text.okurigana import okurigana_folded

_WORD = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff々〻]+|[ァ-ヺー]+|[^\W_ぁ-ヿ\u3400-\u9fff\U00020000-\U0003ffff]+"
)
_KANA = re.compile("[ぁ-ゖ]")


def content_words(text: str) -> tuple[str, ...]:
    """The words of a phrase without the hiragana between them: 特徴, 傾向 and 学習 of 特徴や傾向を学習.

    Okurigana that may be left out are left out first, so 取り扱い stays one word. Empty where there is no hiragana to
    part words, or none would be left out.
    """
    plain = okurigana_folded(fold(text, "width"))
    words = tuple(dict.fromkeys(_WORD.findall(plain)))
    return words if _KANA.search(plain) and len(words) > 1 else ()
