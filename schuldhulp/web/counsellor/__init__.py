"""The pages of counsellors and team leads."""

from schuldhulp.web.counsellor import care_list, case, inbox, reply, search, workbook
from schuldhulp.web.counsellor.blueprint import blueprint

__all__ = ["blueprint", "care_list", "case", "inbox", "reply", "search", "workbook"]
