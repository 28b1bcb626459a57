"""`python -m api.script` writes the release that the source makes; one that pages use already is never rewritten."""

from api.script.releases import release

if __name__ == "__main__":
    print(release())  # noqa: T201 - that is its answer
