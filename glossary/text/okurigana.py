"""Words written with more or fewer of their okurigana: 埋め込み, 埋込み and 埋込."""

from __future__ import annotations

import re
import unicodedata

from glossary.text.folding import fold, key

_KANJI = r"[々〻\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_ENDINGS = "わせ|さえ|まり|もり|たり|がり|わり|ぎり|らせ|[いきぎしじちぢにびみりえけげせぜてでねべめれ]"
_PARTICLES = "にてで"

# What a verb ends in between two kanji, or at the end of a word. The particles に, て and で only at the end.
_BETWEEN = re.compile(rf"(?<={_KANJI})(?!(?:[{_PARTICLES}]){_KANJI})(?:っ(?={_KANJI})|(?:{_ENDINGS})(?![ぁ-ゖゝゞ]))")
_SEVERAL = re.compile(rf"{_KANJI}.*{_KANJI}", re.DOTALL)


def okurigana_key(text: str) -> str:
    """The key of a word without the kana that may be left out: one for 引っ越し, 引越し and 引越.

    Empty for anything with fewer than two kanji: 調べ and 調 are not the same. Only endings of verbs are left out,
    so 目の前 keeps its particle; 生き物 and 生物 meet here, hence what has this key in common may be one word and
    need not.
    """
    plain = unicodedata.normalize("NFC", fold(text, "case"))
    return key(_BETWEEN.sub("", plain)) if _SEVERAL.search(plain) else ""
