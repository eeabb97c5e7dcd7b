"""The pages of somebody whom a client asked to look along; their addresses carry no id of a dossier."""

from schuldhulp.web.supporter import accepting, home, money, papers, steps, talking
from schuldhulp.web.supporter.blueprint import blueprint

__all__ = ["accepting", "blueprint", "home", "money", "papers", "steps", "talking"]
