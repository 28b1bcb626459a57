"""Search: what is a form of a term, what begins like it, and which texts have these words."""

from glossary.search.search import Search
from glossary.search.values import Feed, Highlight, Hit, Mark, Query, Results, TermMatch, Within

__all__ = ["Feed", "Highlight", "Hit", "Mark", "Query", "Results", "Search", "TermMatch", "Within"]
