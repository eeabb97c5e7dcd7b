"""The server that the tests of sign-in services share."""

from tests.openid.service import running, service

__all__ = ["running", "service"]
