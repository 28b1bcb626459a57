"""A host's web site and a visit to one of its pages, with all that a visitor could find amiss."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.request import urlopen

import msgspec
from playwright.sync_api import Browser, Page

HTML = "text/html; charset=utf-8"
WATCH = """
(() => {
  const watch = {names: Object.getOwnPropertyNames(window), violations: []};
  Object.defineProperty(window, Symbol.for('watch'), {value: watch});
  document.addEventListener('securitypolicyviolation', (event) => watch.violations.push(event.effectiveDirective));
})();
"""
STORED = "(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length])()"
PATIENCE = 30.0


class Site:
    """Pages by their path, each with its headers, on an origin of its own."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.pages: dict[str, tuple[bytes, dict[str, str]]] = {}
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body, headers = pages.get(self.path, (b"", {"Content-Type": HTML}))
                self.send_response(int(headers.get("Status", "200")))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        with urlopen(f"{service}/embed/") as answer:
            self.integrity = msgspec.json.decode(answer.read())["items"][0]["integrity"]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def script(self, attributes: str = "defer", glossary: str = "ai-finance") -> str:
        """The tag as the documents give it, with its hash."""
        return (
            f'<script src="{self.service}/embed/1.0.0/glossary.js" integrity="{self.integrity}" crossorigin '
            f'referrerpolicy="no-referrer" data-glossary="{glossary}" {attributes}></script>'
        )

    def put(self, path: str, body: str | bytes, **headers: str) -> str:
        """Let something be found at a path; returns its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (body if isinstance(body, bytes) else body.encode(), {"Content-Type": HTML, **named})
        return self.address + path


def page(body: str, head: str = "", root: str = "data-glossary-auto", html: str = 'lang="ja"') -> str:
    """A page of a host; `$script$` stands for our tag."""
    return (
        f'<!doctype html><html {html}><head><meta charset="utf-8"><title>host</title>{head}$script$</head>'
        f"<body {root}>{body}</body></html>"
    )


class Visit:
    """One page, opened in a context of its own, first without our script and then with it."""

    def __init__(
        self,
        browser: Browser,
        site: Site,
        html: str | bytes,
        *,
        path: str = "/page",
        script: str | None = None,
        headers: dict[str, str] | None = None,
        context: dict[str, Any] | None = None,
        errors: int = 0,
        violations: tuple[str, ...] = (),
        changes_text: bool = False,
        compares: bool = True,
        before: str = "",
    ) -> None:
        self.site, self.html, self.headers, self.path = site, html, headers or {}, path
        self.expected_errors, self.expected_violations, self.changes_text = errors, list(violations), changes_text
        self.compares = compares
        self._context = browser.new_context(**(context or {}))
        self._context.add_init_script(WATCH + before)
        self.plain = self._seen("") if compares else {}
        self.errors: list[str] = []
        self.requests: list[tuple[str, str | None]] = []
        self.page = self._opened(site.script() if script is None else script)

    def _opened(self, tag: str) -> Page:
        opened = self._context.new_page()
        opened.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: self.errors.append(str(error)))
        opened.on("request", lambda request: self.requests.append((request.url, request.headers.get("referer"))))
        self.cdp = self._context.new_cdp_session(opened)
        html = self.html.replace(b"$script$", tag.encode()) if isinstance(self.html, bytes) else self.html
        html = html.replace("$script$", tag) if isinstance(html, str) else html
        opened.goto(self.site.put(self.path, html, **self.headers))
        return opened

    def _seen(self, tag: str) -> dict[str, Any]:
        self.errors, self.requests = [], []
        opened = self._opened(tag)
        seen = {"names": self.ask("Object.getOwnPropertyNames(window)"), "text": self.text()}
        opened.close()
        return seen

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page itself, whatever the page has done to its own prototypes."""
        asked = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        answer = self.cdp.send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def apart(self, expression: str) -> Any:
        """The value of an expression in a world of its own, which the page cannot have touched."""
        frame = self.cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = self.cdp.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
        asked = {"expression": expression, "returnByValue": True, "awaitPromise": True, "contextId": world}
        answer = self.cdp.send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def text(self) -> str:
        """The text of the page's body."""
        found = self.apart("Document.prototype.querySelector.call(document, 'body').textContent")
        assert isinstance(found, str)
        return found

    def marks(self) -> list[str]:
        """The words that are marked, in order."""
        query = "Document.prototype.querySelectorAll.call(document, 'glossary-term')"
        found: list[str] = self.apart(f"[...{query}].map((mark) => mark.textContent)")
        return found

    def until(self, expression: str, isolated: bool = False) -> Any:
        """Ask again and again until the answer is true."""
        given_up = time.monotonic() + PATIENCE
        while not (found := (self.apart if isolated else self.ask)(expression)):
            assert time.monotonic() < given_up, (expression, self.errors)
            self.page.wait_for_timeout(10)
        return found

    def read(self, rounds: int = 1) -> Self:
        """Wait until the script has read the page so many times."""
        self.until(f"(customElements.get('glossary-term')?.spent.rounds ?? 0) >= {rounds}")
        return self

    def rounds(self) -> int:
        """How many times the script has read the page."""
        return int(self.ask("customElements.get('glossary-term').spent.rounds"))

    def close(self) -> None:
        """Compare the page with what it was before, and look for traces."""
        try:
            self._compare()
        finally:
            self._context.close()

    def _compare(self) -> None:
        assert len(self.errors) == self.expected_errors, self.errors
        assert self._context.cookies() == []
        for url, referrer in self.requests:
            assert url.startswith(
                (self.site.address, f"{self.site.service}/embed/", self._lists(), "data:", "blob:")
            ), url
            assert not referrer or not url.startswith(self.site.service), referrer
        if not self.compares:
            return
        if not self.changes_text:
            assert self.text() == self.plain["text"]
        assert self.ask("window[Symbol.for('watch')].violations") == self.expected_violations
        names = set(self.ask("Object.getOwnPropertyNames(window)")) - set(self.plain["names"])
        assert {name for name in names if not name.isdigit()} == set()
        if self.headers.get("Content_Security_Policy", "").partition(" ")[0] != "sandbox":
            assert self.apart(STORED) == [0, 0, 0]

    def _lists(self) -> str:
        return f"{self.site.service}/api/v1/glossaries/ai-finance/forms"
