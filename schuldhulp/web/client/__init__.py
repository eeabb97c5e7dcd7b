"""The client's own pages; their addresses carry no id."""

from schuldhulp.web.client import messages
from schuldhulp.web.client.blueprint import blueprint

__all__ = ["blueprint", "messages"]
