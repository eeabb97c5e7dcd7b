"""The client's own pages; their addresses carry no id."""

from schuldhulp.web.client import arriving, helping_now, home, messages, stopping, timeline, workbook
from schuldhulp.web.client.blueprint import blueprint

__all__ = ["arriving", "blueprint", "helping_now", "home", "messages", "stopping", "timeline", "workbook"]
