"""Annotated HTML in a real browser: the same document as before, but for the links around terms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from glossary.annotating import Finder, Lexicon, marks_of_html, named, with_marks
from glossary.seed import shipped_seed

SEED = Finder([Lexicon("ai-finance", [named(draft.concept, 1) for draft in shipped_seed().drafts])])

PARSED = """html => {
  const read = new DOMParser().parseFromString(html, 'text/html');
  const marks = [...read.querySelectorAll('glossary-term[glossary]')];
  for (const mark of marks) mark.replaceWith(mark.firstChild.textContent);
  read.normalize();
  return [read.documentElement.outerHTML, read.querySelectorAll('[onerror], [onload], script').length];
}"""
PAGES = [
    "<p>LLMと生成AI</p><h2>RAG</h2><ul><li>LLM<li>RAG</ul>",
    "<table>LLM<tr><td>LLM<td>RAG</table>LLM",
    "<p>a<a href=x>LLM<p>LLM</a>LLM",
    '<img alt="LLM onerror=alert(1) x">LLM',
    "<img alt=LLM\tonerror=alert(1)>LLM",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>LLM"></noscript>LLM',
    "<svg><title>LLM</title><style>LLM</style><text>LLM</text></svg>LLM",
    "<svg><style><img title='</style>LLM<img src=x onerror=alert(1)>'></svg>LLM",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;LLM'></table></math>LLM",
    "<!--><p>LLM--><p>LLM<!-- LLM --!>LLM<!--->LLM",
    "<textarea>LLM</textarea><title>LLM</title>LLM<xmp><b>LLM</xmp>LLM",
    "<select><option>LLM<style><p>LLM</style></select>LLM",
    "<script><!--<script>LLM</script>LLM--></script>LLM",
    "<script>'<!--LLM'</script>LLM",
    "<ruby>幻覚<rt>げんかく</ruby>と幻覚",
    "<b><p>LLM</b>LLM</p>RAG",
    "<form><p>LLM</form>LLM<button>LLM<p>LLM</button>LLM",
    "<template><p>LLM</template>LLM<iframe><p>LLM</iframe>LLM",
    "&lt;script&gt;LLM&lt;/script&gt; &amp;LLM; &ampLLM &#76;LM &notLLM",
    '<a b=\'">LLM\'>LLM</a><a ="LLM">LLM</a>LLM</ LLM>LLM</>LLM<?LLM?>LLM',
    "<p\nclass=x/LLM>LLM</p\n>LLM<br/>LLM\r\nLLM\x00LLM",
    "<frameset><frame>LLM",
    "<plaintext>LLM</plaintext>LLM",
    "<p>LLM<!DOCTYPE LLM>LLM<html><body class=LLM>LLM",
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("html", PAGES)
def test_a_page_is_the_same_document_but_for_its_links(page: Page, html: str) -> None:
    marks = marks_of_html(SEED, html, None, first_only=False)
    annotated = with_marks(html, marks, lambda glossary, concept: f"/id/{glossary}/{concept}")
    assert page.evaluate(PARSED, annotated) == page.evaluate(PARSED, html)
    links = (
        "html => new DOMParser().parseFromString(html, 'text/html').querySelectorAll('glossary-term[glossary]').length"
    )
    assert page.evaluate(links, annotated) == len(marks)
