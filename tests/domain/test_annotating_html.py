"""Terms in HTML: links around them, everything else to the letter, and nothing where a browser might read otherwise."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.annotating import Finder, Form, Lexicon, Named, marks_of_html, named, with_marks
from glossary.annotating.tokens import tokens
from glossary.seed import shipped_seed

SEED = Finder([Lexicon("ai-finance", [named(draft.concept, 1) for draft in shipped_seed().drafts])])
_OURS = re.compile(
    r'<glossary-term concept="[^"]*" glossary="[^"]*"><a href="[^"]*" rel="glossary">|</a></glossary-term>'
)

PIECES = [
    *("<p>", "</p>", "<b>", "</b>", "<a href='x'>", "</a>", "<br>", "<!--", "-->", "<!-->", "<![CDATA[", "]]>", "<?x"),
    *(
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<textarea>",
        "</textarea>",
        "<title>",
        "</title>",
        "<svg>",
        "</svg>",
    ),
    *("<noscript>", "</noscript>", "<select>", "</select>", "<table>", "<td>", "</table>", "<ruby>", "<rt>", "</ruby>"),
    *('<img alt="', '">', "'", '"', ">", "<", "&", "&amp;", "&#x4c;", "&ampLLM", "&notit;", "=", "/", "\r\n", "\x00"),
    *(
        "LLM",
        "LLMs",
        "生成AI",
        "生成",
        "AI",
        "RAG",
        "𠮷",
        "ＬＬＭ",
        " ",
        "大規模言語モデル",
        "<math>",
        "</math>",
        "<plaintext>",
    ),
    *("<p translate=no>", "<div contenteditable>", "<x-y>", "</x-y>", "<xmp>", "</xmp>", "<template>", "</template>"),
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def annotated(html: str, language: str | None = None, *, first_only: bool = False, found: Finder = SEED) -> str:
    spots = marks_of_html(found, html, language, first_only=first_only)
    return with_marks(html, spots, lambda glossary, concept: f"/id/{glossary}/{concept}")


def said(html: str, **how: Any) -> list[str]:
    """What was marked, as readers have it."""
    return [unescape(found) for found in re.findall(r'rel="glossary">(.*?)</a>', annotated(html, **how), re.DOTALL)]


def test_a_term_becomes_a_link_inside_an_element_for_the_script() -> None:
    assert annotated("<p>LLMの話</p>") == (
        '<p><glossary-term concept="llm" glossary="ai-finance"><a href="/id/ai-finance/llm" rel="glossary">LLM</a>'
        "</glossary-term>の話</p>"
    )


def test_a_fragment_stays_a_fragment_and_every_odd_character_stays() -> None:
    html = "LLM\r\n<P Class=x  id='y'>a&nbsp;&lt;b&gt;&unknown; 生成AI<br/>\x00<p>\ufeff"
    assert _OURS.sub("", annotated(html)) == html
    assert len(said(html)) == 2


@given(PAGES)
def test_without_the_marks_the_html_is_what_was_sent(html: str) -> None:
    assert _OURS.sub("", annotated(html)) == html


@given(PAGES)
def test_marks_are_where_they_say_and_what_is_added_is_only_in_text(html: str) -> None:
    texts = [range(token.start, token.end) for token in tokens(html) if not token.name]
    for mark in marks_of_html(SEED, html, None, first_only=False):
        assert html[mark.start : mark.end] == mark.text
        assert any(mark.start in text and mark.end - 1 in text for text in texts)


@given(PAGES)
def test_annotating_again_with_each_concept_once_changes_nothing(html: str) -> None:
    once = annotated(html, first_only=True)
    assert annotated(once, first_only=True) == once


@given(st.text(alphabet="<>!-/='\"& \n\tabLMscriptyl[]", max_size=60))
def test_tokens_lie_beside_each_other_whatever_is_sent(html: str) -> None:
    at = 0
    for token in tokens(html):
        assert token.start == at
        assert token.end > token.start
        at = token.end


@pytest.mark.parametrize(
    "html",
    [
        *("<a href=x>LLM</a>", "<code>LLM</code>", "<pre>LLM</pre>", "<button>LLM</button>", "<h1>LLM</h1>"),
        *("<label>LLM</label>", "<summary>LLM</summary>", "<textarea>LLM</textarea>", "<title>LLM</title>"),
        *("<select><option>LLM</select>", "<form>LLM</form>", "<kbd>LLM</kbd>", "<samp>LLM</samp>", "<var>LLM</var>"),
        *("<script>LLM</script>", "<style>LLM</style>", "<svg><text>LLM</text></svg>", "<math><mi>LLM</mi></math>"),
        *("<p contenteditable>LLM</p>", "<p contenteditable='plaintext-only'>LLM</p>", "<p translate=no>LLM</p>"),
        *("<p translate=NO>LLM</p>", "<p hidden>LLM</p>", "<p aria-hidden=true>LLM</p>", "<p title='LLM'>"),
        *("<p data-glossary-skip>LLM</p>", "<p role=button>LLM</p>", "<x-menu>LLM</x-menu>", "<!-- LLM -->"),
        "<glossary-term>LLM</glossary-term>",
        *("<noscript>LLM</noscript>", "<template>LLM</template>", "<iframe>LLM</iframe>", "<img alt=LLM>"),
        *("<table>LLM<tr><td></table>", "<ruby>漢<rt>LLM</rt></ruby>", "<del>LLM</del>", "https://example.jp/<b>LLM</b>"),
        *("<p translate=no><p translate=no>LLM</p>", "<a>x<p>LLM</p>", "<xmp>LLM</xmp>", "<object>LLM</object>"),
    ],
)  # fmt: skip
def test_nothing_is_marked_where_a_link_would_disturb(html: str) -> None:
    assert annotated(html) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>LLM</h2><li>LLM<dt>LLM<td>LLM", 4),
        ("<a>あ</a>LLM<code>い</code>LLM", 2),
        ("<p translate=no>x</p><p>LLM</p>", 1),
        ("<p translate=no>x<p>LLM", 1),
        ("<ruby>幻覚<rt>げんかく</ruby>", 1),
        ("<table><caption>LLM</caption><td>LLM</table>LLM", 3),
        ("<!doctype html><html><head><title>LLM</title><body>LLM", 1),
        ("<svg/>LLM<svg><title>x</title></svg>LLM", 2),
        ("a < b LLM <3 </> LLM", 2),
        ("<p contenteditable=false>LLM", 1),
        ("<textarea></p></textarea>LLM", 1),
        ("<img alt='>'>LLM", 1),
        ("<p class=a/>LLM</p>", 1),
    ],
)
def test_what_readers_read_is_marked(html: str, expected: int) -> None:
    assert len(said(html)) == expected


@pytest.mark.parametrize(
    "html",
    [
        *("大規模<b>言語</b>モデル", "大規模<a href=x>言語</a>モデル", "LL<!-- -->M", "<b>X</b>LLM"),
        "プロンプト<b>エンジニア</b>",
        *("LL<img>M", "RA<br>G", "<p>LL</p>M", "&ampLLM", "&#76;&#76;&#77;x"),
    ],
)  # fmt: skip
def test_words_are_read_through_tags_but_never_marked_across_them(html: str) -> None:
    assert said(html) == []


def test_character_references_are_read_and_kept() -> None:
    assert said("&#76;LM と AML&#x2F;CFT、生成&shy;AI") == ["LLM", "AML/CFT", "生成\u00adAI"]
    assert "AML&#x2F;CFT</a>" in annotated("AML&#x2F;CFT")


@pytest.mark.parametrize(
    "html",
    [
        *("<p title='x>LLM", "<!-- LLM", "<script>LLM", "<style>LLM</sty", "<plaintext>LLM", "<? LLM", "</p LLM"),
        *("<script><!--<script></script>LLM", '<noscript><p title="</noscript>LLM">'),
        "<svg><style><p>LLM</style></svg>LLM",
        *("<svg><![CDATA[>LLM]]></svg>LLM", "<select><style><p></style></select>LLM", "<frameset>LLM"),
    ],
)  # fmt: skip
def test_nothing_is_marked_where_browsers_might_read_on_otherwise(html: str) -> None:
    assert annotated(html) == html


def test_marks_that_are_there_already_count() -> None:
    html = "<glossary-term concept=llm>LLM</glossary-term>とLLMと生成AI"
    assert said(html, first_only=True) == ["生成AI"]
    assert said(html) == ["LLM", "生成AI"]


def test_parts_in_another_language_than_the_one_asked_for_are_left_out() -> None:
    html = "<p lang=en-US>LLM</p><p lang=ja>LLM</p><p>LLM</p>"
    assert len(said(html, language="ja")) == 2
    assert len(said(html)) == 3


def test_what_stands_in_addresses_and_names_is_escaped() -> None:
    finder = Finder([Lexicon('"><script>', [Named("<x>", 1, (Form("LLM", "en", 0, "always", True),))])])
    assert "<script>" not in annotated("LLM", found=finder)
    assert "<x>" not in annotated("LLM", found=finder)


@pytest.mark.parametrize(
    "piece", ["<p ", "<!--", "<script>", "<noscript>", "&#", "</", "<a b='", "<svg>", "LLM ", "http://", "@", "a@"]
)
def test_a_page_of_one_thing_again_and_again_costs_no_more_than_its_length(piece: str) -> None:
    html = piece * 40_000
    assert _OURS.sub("", annotated(html)) == html
