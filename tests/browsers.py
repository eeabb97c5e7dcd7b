"""A real browser for tests that need one: Debian's Chromium through Playwright, cut off from the network.

A pytest plugin: `pytest_plugins = ["tests.browsers"]`. A missing browser is a failure, never a skip.
"""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

AXE = Path(__file__).parent / "browser" / "axe.min.js"
LET_GO = """for (const e of document.body.querySelectorAll('*'))
  if (['sticky', 'fixed'].includes(getComputedStyle(e).position)) e.style.position = 'static'"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CANDIDATES = ("chromium", "chromium-browser", "google-chrome")
OFF = (
    # What unfolds under the address bar is a web page itself: each visitor's window would load two nobody looks at.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    # What Playwright switches off itself; of two such lists Chromium reads the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
FLAGS = [
    "--no-sandbox",  # as root Chromium refuses its sandbox; it opens our own pages only
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    f"--disable-features={','.join(OFF)}",
]
RUN_AXE = """async rules => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.help + ' @ ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '));
}"""


class Quiet(WSGIRequestHandler):
    """Serves without writing a line per request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


def free_port() -> int:
    """A port on this computer that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[str]:
    """Serve a WSGI app on loopback while the block runs; yields its address without a slash at the end."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chromium_path() -> str:
    """Where the browser is; CHROMIUM names another one. Raises RuntimeError when there is none."""
    for name in (os.environ.get("CHROMIUM", ""), *CANDIDATES):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise RuntimeError("No Chromium: install the package chromium, or say where it is with CHROMIUM=")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


class Visits:
    """Opens pages as different visitors, and remembers what the browser complained of."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(
        self,
        size: dict[str, int] | None = None,
        *,
        script: bool = True,
        scheme: str = "light",
        **options: Any,
    ) -> Page:
        """A page of a new visitor with a cookie jar of its own: phone size unless `size` says otherwise."""
        context = self.browser.new_context(
            viewport=size or PHONE, java_script_enabled=script, color_scheme=scheme, locale="nl-NL",
            timezone_id="Europe/Amsterdam", **options,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", lambda request: self._request(request.url))
        return page

    def _console(self, kind: str, text: str) -> None:
        # An error answer that a test asks for is a line in the console too; the test itself judges the status.
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(f"console: {text}")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname not in {"127.0.0.1", "localhost"}:
            self.complaints.append(f"left the computer: {url}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visits]:
    """`visit()` opens a page on a phone, `visit(DESK)` on a screen, `visit(script=False)` without JavaScript.

    The test fails afterwards if a page wrote an error (also of the content security policy) or left the computer.
    """
    visits = Visits(chromium)
    try:
        yield visits
    finally:
        visits.close()
    assert visits.complaints == []


def width_of(page: Page) -> int:
    """How wide the page is, in CSS pixels, once it has loaded: a press may still be on its way to the next one."""
    page.wait_for_load_state()
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """`violations(page)`: what axe finds against WCAG 2.2 A and AA, a line each; [] is clean."""
    source = AXE.read_text(encoding="utf-8")

    def judge(page: Page) -> list[str]:
        page.wait_for_load_state()
        # From the top, with no bar that stays: what scrolls by under one is reached by scrolling on, and is not small.
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.evaluate(LET_GO)
        page.evaluate(source)  # evaluated, not added as a tag: the page's policy forbids inline script
        found: list[str] = page.evaluate(RUN_AXE, RULES)
        return found

    return judge
