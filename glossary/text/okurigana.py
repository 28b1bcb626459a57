"""Words written with more or fewer of their okurigana: 埋め込み, 埋込み and 埋込."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from glossary.text.folding import fold, key

_KANJI = r"[々〻\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_ENDINGS = "わせ|さえ|まり|もり|たり|がり|わり|ぎり|らせ|[いきぎしじちぢにびみりえけげせぜてでねべめれ]"
_PARTICLES = "にてで"

# What a verb ends in between two kanji, or at the end of a word. The particles に, て and で only at the end.
_BETWEEN = re.compile(rf"(?<={_KANJI})(?!(?:[{_PARTICLES}]){_KANJI})(?:っ(?={_KANJI})|(?:{_ENDINGS})(?![ぁ-ゖゝゞ]))")
_SEVERAL = re.compile(rf"{_KANJI}.*{_KANJI}", re.DOTALL)

# Verbs that make compounds, by what they end in there: in running text an ending alone says too little (学習し推論).
_VERBS = {
    "い": "扱買払追言思洗争狙問舞行使食会", "え": "替換変支抱構控添備据揃", "き": "引書置抜巻解聞突付敷弾吹働焼続",
    "ぎ": "継稼防", "け": "受付掛分届預避助懸", "げ": "上下投逃曲", "せ": "乗寄載任", "ち": "打持待立落",
    "し": "申押貸差消移写渡返戻出残直示流崩回通隠越増足", "っ": "引突取追乗切", "て": "立当捨建育仕", "ね": "重跳",
    "び": "呼飛選並結", "べ": "並調比述", "み": "組積読込踏編包絡盗畳済歩", "め": "締埋決詰止固認責",
    "り": "取繰切借割振張貼織折盛掘売作刷釣渡乗入降", "れ": "入離切流触連倒", "わ?せ": "合", "わ?り": "代変終",
    "が?り": "上下", "た?り": "当", "ま?り": "決集止", "も?り": "積", "と?し": "落", "さ?え": "押", "か?り": "預",
}  # fmt: skip

# What is left out before any ending, by common consent: 組み合わせる, 組合せる; 変わる, 変る; 行なう, 行う.
_WITHIN = {
    "わ(?=[さしすせそ])": "合", "わ(?=[らりるれろっ])": "変終代替換", "た(?=[らりるれろっ])": "当",
    "も(?=[らりるれろっ])": "積", "と(?=[さしすせそ])": "落", "な(?=[わいうえおっ])": "行",
    "か(?=[らりるれろっ])": "分", "ら(?=[さしすせそ])": "暮", "ま(?=れ)": "生", "こ(?=[さしすせそらりるれろっ])": "起",
}  # fmt: skip
_END = r"(?:(?![ぁ-ゖゝゞ])|(?=[をはがのにでとやもへ]))"
_INSIDE = "[いえきけげしちせってねびべみめり]"


def _endings(table: dict[str, str]) -> str:
    return "|".join(f"(?<=[{kanji}]){ending}" for ending, kanji in table.items())


_KANJI_OF_VERBS = "".join(sorted({*"".join(_VERBS.values()), *"".join(_WITHIN.values())}))
_IN_TEXT = re.compile(
    rf"[{_KANJI_OF_VERBS}](?P<between>{_endings(_VERBS)})(?={_KANJI})"
    rf"|(?:(?<={_KANJI})|(?<={_KANJI}{_INSIDE}))[{_KANJI_OF_VERBS}](?P<last>{_endings(_VERBS)}){_END}"
    rf"|[{_KANJI_OF_VERBS}](?P<within>{_endings(_WITHIN)})"
)


def okurigana_key(text: str) -> str:
    """The key of a word without the kana that may be left out: one for 引っ越し, 引越し and 引越.

    Empty for anything with fewer than two kanji: 調べ and 調 are not the same. Only endings of verbs are left out,
    so 目の前 keeps its particle; 生き物 and 生物 meet here, hence what has this key in common may be one word and
    need not.
    """
    plain = unicodedata.normalize("NFC", fold(text, "case"))
    return key(_BETWEEN.sub("", okurigana_folded(plain))) if _SEVERAL.search(plain) else ""


def okurigana_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where kana stand in a running text that may be left out of a compound of verbs: り and い of 取り扱い方.

    Katakana has to be katakana still, since it ends a word (受け付けシステム). Only verbs that are known to make
    compounds count, so that 学習し推論する keeps its し and 見出しの言葉 is the same as 見出の言葉.
    """
    for match in _IN_TEXT.finditer(text):
        yield match.span(match.lastgroup or 0)


def okurigana_folded(text: str) -> str:
    """A running text without those kana: 繰り返しの開発 and 繰返しの開発 both as 繰返の開発."""
    done, kept = 0, []
    for start, end in okurigana_spans(text):
        kept.append(text[done:start])
        done = end
    return "".join((*kept, text[done:])) if kept else text
