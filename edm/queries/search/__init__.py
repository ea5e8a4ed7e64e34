"""Which records meet a filter? A tree of conditions over named fields, never database language.

`Search(noun, scope, catalogue, regions)` turns a filter tree into a condition and hands out pages.
"""

from edm.queries.search.page import Page, PageRequest
from edm.queries.search.search import Search

__all__ = ["Page", "PageRequest", "Search"]
