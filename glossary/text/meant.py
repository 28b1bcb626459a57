"""What a form that is nobody's may have been meant as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.text.folding import fold, key
from glossary.text.letters import spelled

_KANA = "ぁ-ゖァ-ヺ"
_DASH = re.compile(rf"(?<=[{_KANA}])[-~一](?=[{_KANA}]|\Z)")
_DOUBLED = re.compile(
    "(?<=[アカサタナハマヤラワガザダバパァャ])[アァ]|(?<=[イキシチニヒミリギジビピィ])[イィ]"
    "|(?<=[ウクスツヌフムユルグズブプゥュ])[ウゥ]"
)
_ARTICLE = re.compile(r"\W*(?:an?|to)\s+(?=\w)", re.IGNORECASE)
_ABBREVIATIONS = re.compile(r"(?<![A-Za-z])([A-Za-z]+[A-Z])'?s(?![A-Za-z0-9])")

_OPENING, _CLOSING = r"(（\[［【〔〈《「『{｛｢<＜", r")）\]］】〕〉》」』}｝｣>＞"
_ASIDE = re.compile(
    rf"(.*[^\s{_OPENING}])\s*[{_OPENING}]([^{_OPENING}{_CLOSING}]+)[{_CLOSING}][^\w{_OPENING}{_CLOSING}]*\Z", re.DOTALL
)


def otherwise_meant(form: str) -> Iterator[tuple[str, str]]:
    """What a form may be instead, and by which fold it is that.

    デ−タ and サアビス are データ and サービス, CDs is CD, エーピーアイ is api, and an AI agent loses its article. To be
    looked up in turn where the form itself is nobody's; what comes of it may well be nobody's too.
    """
    plain = fold(form, "width")
    for reason, other in (
        ("long_vowel", _DOUBLED.sub("ー", _DASH.sub("ー", plain))),
        ("separator", _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain),
        ("inflection", _ABBREVIATIONS.sub(r"\1", plain)),
        ("reading", spelled(plain) or plain),
    ):
        if other != plain and key(other):
            yield reason, other


def without_aside(form: str) -> tuple[str, ...]:
    """What stands before one bracketed part at the end, and what stands in it: LLM（大規模言語モデル）.

    Empty where there is no such part. Both are forms of one and the same concept, if anything is meant by it.
    """
    found = _ASIDE.match(form)
    parts = (found[1].strip(), found[2].strip()) if found else ()
    return parts if all(map(key, parts)) else ()
