"""Search: what is a form of a term, what begins like it, and which texts have these words."""

from glossary.search.search import Search
from glossary.search.then import Then
from glossary.search.values import Feed, Highlight, Hit, Mark, Moment, Query, Results, TermMatch, Within

__all__ = ["Feed", "Highlight", "Hit", "Mark", "Moment", "Query", "Results", "Search", "TermMatch", "Then", "Within"]
