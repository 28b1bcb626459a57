"""Being found: what pages tell search engines, other sites and language models about a concept."""
