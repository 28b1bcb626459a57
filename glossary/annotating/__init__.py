"""Annotating: which words of a running text are terms, and where in it they stand."""

from glossary.annotating.finding import Finder, Meant
from glossary.annotating.forms import Form, Named, is_exact, named
from glossary.annotating.lexicon import Lexicon
from glossary.annotating.marks import Spot, every_form, marks_of_html, marks_of_text, with_marks

__all__ = [
    "Finder",
    "Form",
    "Lexicon",
    "Meant",
    "Named",
    "Spot",
    "every_form",
    "is_exact",
    "marks_of_html",
    "marks_of_text",
    "named",
    "with_marks",
]
