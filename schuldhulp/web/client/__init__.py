"""The client's own pages; their addresses carry no id."""

from schuldhulp.web.client import arriving, messages
from schuldhulp.web.client.blueprint import blueprint

__all__ = ["arriving", "blueprint", "messages", "timeline"]
