"""Differences that people can read: as a page, as a 新旧対照表, as Markdown, in a terminal. Values in, text out."""

from glossary.comparison.behind import behind_html, behind_table
from glossary.comparison.errata import errata_html
from glossary.comparison.feed import followed_html, followed_title
from glossary.comparison.html import STYLES, within_a_page
from glossary.comparison.inline import as_html
from glossary.comparison.markdown import as_markdown, behind_markdown, errata_markdown, plain, report_markdown
from glossary.comparison.pairs import compared
from glossary.comparison.report import report_html, report_table
from glossary.comparison.table import as_table
from glossary.comparison.terminal import as_terminal, behind_terminal
from glossary.comparison.values import (
    FATES,
    Behind,
    Comparison,
    Entry,
    EntryKind,
    Errata,
    Fate,
    Followed,
    Grading,
    NewSettings,
    Order,
    Removal,
    Report,
    Step,
)
from glossary.comparison.words import dated_by, other_named, spoken

__all__ = [
    "FATES",
    "STYLES",
    "Behind",
    "Comparison",
    "Entry",
    "EntryKind",
    "Errata",
    "Fate",
    "Followed",
    "Grading",
    "NewSettings",
    "Order",
    "Removal",
    "Report",
    "Step",
    "as_html",
    "as_markdown",
    "as_table",
    "as_terminal",
    "behind_html",
    "behind_markdown",
    "behind_table",
    "behind_terminal",
    "compared",
    "dated_by",
    "errata_html",
    "errata_markdown",
    "followed_html",
    "followed_title",
    "other_named",
    "plain",
    "report_html",
    "report_markdown",
    "report_table",
    "spoken",
    "within_a_page",
]
