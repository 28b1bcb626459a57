"""Long Japanese definitions before and after: what a reader sees marked, and how far the change is said to go.

Each is written as editors write it, [-struck out-]{+put in+}; both wordings are read back out of it.
"""

from __future__ import annotations

import re

import pytest

from glossary.diff import text_segments
from glossary.diff.grade import text_verdict

DEFINITIONS = [
    (
        (
            "大量のテキストデータ{+など+}を用いて{+事前に+}学習され、人間が書いたような{+自然な+}文章を生成[-"
            "したり-]{+し+}、質問に[-答えたりする-]{+答え、又は文章を要約する+}ことができる言語モデル。パラメ"
            "ータ数が[-数十億以上-]{+数百億以上+}のものを指すことが多い。"
        ),
        "scope",
        "words-changed",
    ),
    (
        (
            "生成AIが{+、+}事実に基づかない誤った情報[-や-]{+又は実在しない出典を+}、もっともらしい文章等[-を"
            "生成すること-]{+として生成してしまう現象をいう+}。"
        ),
        "meaning",
        "negation",
    ),
    (
        (
            "AIシステムの判断の過程[-や-]{+及び+}根拠を、[-人間-]{+利用者その他の関係者+}が理解できる形で説明"
            "[-できること-]{+することができること+}。金融機関においては、顧客[-への-]{+に対する+}説明責任を果"
            "たす上で{+特に+}重要となる。"
        ),
        "scope",
        "words-changed",
    ),
    (
        (
            "{+大規模言語モデル（+}LLM{+）+}によるテキスト生成に、{+社内文書などの+}外部情報の検索を組み合わ"
            "せること[-で、回答精度を向上させる-]{+によって、回答の精度を高める+}技術{+。検索拡張生成ともいう"
            "+}。"
        ),
        "scope",
        "words-changed",
    ),
    (
        (
            "[-学習-]{+学習用+}データに含まれる偏り{+又はアルゴリズムの設計+}により、特定の属性を[-持つ-]{+有"
            "する+}個人や集団に[-対して-]{+対し、+}不公平な結果[-を-]{+が+}出力[-する-]{+される+}こと。"
        ),
        "scope",
        "words-changed",
    ),
    (
        (
            "AIを開発する者、[-AIを-]提供する者及び[-AIを-]利用する者が、AIのもたらす{+便益を確保しつつ、その"
            "+}リスクを把握し、[-適切-]{+継続的+}に管理するための体制を[-整備-]{+構築+}し、運用することをいう"
            "。"
        ),
        "scope",
        "words-changed",
    ),
    (
        (
            "[-2025年6月18日-]{+2025年7月2日+}に開催された第[-1-]{+2+}回会合において、事務局から示された資料{"
            "+（改訂版）+}に基づく。"
        ),
        "meaning",
        "numbers",
    ),
    (
        (
            "{+あらかじめ+}顧客の同意を得ないで[-個人情報-]{+、個人データ+}を第三者に提供してはならない。ただ"
            "し、法令に基づく場合{+その他やむを得ない場合+}は、この限りでない。"
        ),
        "meaning",
        "negation",
    ),
    (
        (
            "取引[-の-]{+を+}承認[-を行う-]{+する+}前に、担当者[-が-]{+は+}モデルの出力を[-確認し-]{+確かめ+}"
            "、必要[-に応じて修正する-]{+があると認めるときは、これを修正しなければならない+}。"
        ),
        "meaning",
        "limits",
    ),
    (
        (
            "[-既存の-]{+学習済みの+}モデルに{+比較的少量のデータで+}追加の学習を行わせ、特定の業務{+や分野+}"
            "に適した出力[-が得られるように-]{+を得られるよう+}調整すること。"
        ),
        "scope",
        "words-changed",
    ),
    (
        (
            "[-与えられた-]{+与えた+}指示の内容を解釈し、{+外部のツールを呼び出しながら、+}複数の作業を[-自ら"
            "計画して-]{+自律的に計画し、+}実行するAI。利用者の確認を[-要しないものもある-]{+要するものが多い"
            "+}。"
        ),
        "meaning",
        "negation",
    ),
    (
        (
            "入力[-された文章-]{+される文章や参照されるウェブページ+}に悪意のある指示を紛れ[-込ませ-]{+込ませ"
            "ることで+}、本来出力[-すべきでない-]{+すべきではない+}情報を出力[-させる攻撃-]{+させたり、意図し"
            "ない操作を行わせたりする攻撃手法+}。"
        ),
        "meaning",
        "negation",
    ),
    (
        (
            "モデルの精度が[-低下していないかを定期的に点検-]{+下がっていないかを継続的に監視+}する。[-点検-]"
            "{+監視+}の結果は、少なくとも[-年-]{+四半期に+}1回、{+リスク管理部門を通じて+}経営陣に報告する。"
        ),
        "scope",
        "words-changed",
    ),
]


def before(shown: str) -> str:
    """The wording before the change."""
    return re.sub(r"\[-(.*?)-\]", r"\1", re.sub(r"\{\+.*?\+\}", "", shown))


def after(shown: str) -> str:
    """The wording after the change."""
    return re.sub(r"\{\+(.*?)\+\}", r"\1", re.sub(r"\[-.*?-\]", "", shown))


@pytest.mark.parametrize(("shown", "grade", "reason"), DEFINITIONS)
def test_a_long_definition_is_marked_as_a_person_would_mark_it(shown: str, grade: str, reason: str) -> None:
    shapes = {"equal": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
    old, new = before(shown), after(shown)
    assert "".join(shapes[each.op].format(each.text) for each in text_segments(old, new, "ja")) == shown
    assert text_verdict(old, new, "ja") == (grade, reason)


def test_an_addition_that_repeats_what_stands_before_it_is_marked_behind_it() -> None:
    shapes = {"equal": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
    told = text_segments("法令に基づく場合は", "法令に基づく場合その他の場合は", "ja")
    assert "".join(shapes[each.op].format(each.text) for each in told) == "法令に基づく場合{+その他の場合+}は"
