"""Definitions in other people's sites: the document for an iframe, oEmbed, and the page that makes the code."""
