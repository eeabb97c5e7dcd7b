"""Response headers of every answer: a strict content policy, isolation, no storing of personal pages."""

from flask import Flask, request
from werkzeug.wrappers import Response

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
# Of a file that somebody handed in: a browser runs nothing in it, sends nothing from it and shows it in no other page.
FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
}


def init_app(app: Flask) -> None:
    """Set the headers on every answer, errors included."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        set_here = {name.lower() for name, _ in response.headers}
        response.headers.extend(
            [(name, value) for name, value in FIXED.items() if name.lower() not in set_here]
        )
        if request.endpoint == "static":
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        elif "cache-control" not in set_here:
            response.headers["Cache-Control"] = "no-store"
        return response
