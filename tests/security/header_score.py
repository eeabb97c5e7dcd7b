"""How many points the headers of an answer get by the table of the MDN HTTP Observatory (algorithm 6).

A page without points taken off starts at 100; what is better than asked adds points. Twelve tests; the two that judge
the connection (a certificate, the way from http to https) are the proxy's and count nothing here. Whatever is not
known to be good counts as the worst, so this never says more than the Observatory would.
"""

import re
from functools import lru_cache

from werkzeug.test import TestResponse

SCRIPT = re.compile(r"<script\b[^>]*>", re.IGNORECASE)
WIDE = ("'unsafe-", "data:", "http:", "https:", "*", "blob:")
HALF_A_YEAR = 15_552_000
PAGE, OTHER = (
    155,
    150,
)  # a page loads a script, and the hash on that script is what the last five points are for
NEEDED = ("base-uri", "form-action", "frame-ancestors")


def faults_of(answer: TestResponse) -> list[str]:
    """What is wrong with the headers of an answer; [] is a page with 155 points or more, or another file with 150."""
    scripts = tuple(SCRIPT.findall(answer.text)) if answer.mimetype == "text/html" else ()
    return list(_faults(tuple(answer.headers), scripts))


@lru_cache(maxsize=4096)
def _faults(headers: tuple[tuple[str, str], ...], scripts: tuple[str, ...]) -> tuple[str, ...]:
    points = points_of(headers, scripts)
    least, total = PAGE if scripts else OTHER, 100 + sum(points.values())
    found = [f"{total} points, {least} wanted: {points}"] if total < least else []
    policy = _policy(headers)
    found += [f"the policy says nothing of {name}" for name in NEEDED if name not in policy]
    found += [f"tells its version: {v}" for v in _all(headers, "Server") if re.search(r"\d", v)]
    return tuple(found)


def points_of(headers: tuple[tuple[str, str], ...], scripts: tuple[str, ...]) -> dict[str, int]:
    """The points of each test, by what it looks at."""
    return {
        "policy": _policy_points(_policy(headers)),
        "cookies": _cookie_points(_all(headers, "Set-Cookie")),
        "embedder": 10 if _only(headers, "Cross-Origin-Embedder-Policy") == "require-corp" else -5,
        "opener": 10 if _only(headers, "Cross-Origin-Opener-Policy") == "same-origin" else -5,
        "resource": 10 if _only(headers, "Cross-Origin-Resource-Policy") == "same-origin" else -5,
        "sharing": -50 if _all(headers, "Access-Control-Allow-Origin") else 0,
        "referrer": 5 if _only(headers, "Referrer-Policy") in ("no-referrer", "same-origin") else -5,
        "transport": 0 if _age(_only(headers, "Strict-Transport-Security")) >= HALF_A_YEAR else -20,
        "scripts": _script_points(scripts),
        "sniffing": 0 if _only(headers, "X-Content-Type-Options") == "nosniff" else -5,
        "frames": 5 if _only(headers, "X-Frame-Options") == "DENY" else -20,
    }


def _all(headers: tuple[tuple[str, str], ...], name: str) -> list[str]:
    return [value.strip() for key, value in headers if key.lower() == name.lower()]


def _only(headers: tuple[tuple[str, str], ...], name: str) -> str:
    found = _all(headers, name)
    return found[0] if len(found) == 1 else ""


def _age(value: str) -> int:
    found = re.fullmatch(r"max-age=(\d+); includeSubDomains(; preload)?", value)
    return int(found[1]) if found else 0


def _policy(headers: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    parts = [part.split() for part in _only(headers, "Content-Security-Policy").split(";") if part.strip()]
    return {} if len({p[0] for p in parts}) != len(parts) else {part[0]: part[1:] for part in parts}


def _policy_points(policy: dict[str, list[str]]) -> int:
    if not policy:
        return -25
    for name in ("default-src", "script-src", "style-src", "object-src", "connect-src", "form-action"):
        if any(source.startswith(WIDE) for source in policy.get(name, policy.get("default-src", ["*"]))):
            return -20
    return 10 if policy.get("default-src") == ["'none'"] else 5


def _cookie_points(cookies: list[str]) -> int:
    def sound(cookie: str) -> bool:
        said = {part.strip().lower() for part in cookie.split(";")[1:]}
        names = ("secure", "httponly", "path=/")
        return (
            cookie.startswith("__Host-")
            and all(name in said for name in names)
            and bool(said & {"samesite=lax", "samesite=strict"})
        )

    return 0 if not cookies else 5 if all(sound(cookie) for cookie in cookies) else -40


def _script_points(scripts: tuple[str, ...]) -> int:
    """Five when each script carries its hash; fifty off for one from elsewhere or inside the page."""
    if not all(re.search(r'\bsrc="/(?!/)', tag) for tag in scripts):
        return -50
    return 5 if scripts and all('integrity="sha384-' in tag for tag in scripts) else 0
