"""Imports every tables module, so that metadata knows all tables (migrations, tests, the app)."""

from schuldhulp.access_log import tables as access_log
from schuldhulp.accounts import tables as accounts
from schuldhulp.accounts.second_factor import tables as second_factor
from schuldhulp.aftercare import tables as aftercare
from schuldhulp.base import Base
from schuldhulp.breaches import tables as breaches
from schuldhulp.budget import tables as budget
from schuldhulp.calculations import tables as calculations
from schuldhulp.chat_hour import tables as chat_hour
from schuldhulp.claims import tables as claims
from schuldhulp.contacts import tables as contacts
from schuldhulp.creditors import tables as creditors
from schuldhulp.crisis import tables as crisis
from schuldhulp.debts import tables as debts
from schuldhulp.documents import tables as documents
from schuldhulp.dossier import tables as dossier
from schuldhulp.experience import tables as experience
from schuldhulp.hints import tables as hints
from schuldhulp.inbox import tables as inbox
from schuldhulp.letters import tables as letters
from schuldhulp.messages import tables as messages
from schuldhulp.municipalities import tables as municipalities
from schuldhulp.norms import tables as norms
from schuldhulp.openid import tables as openid
from schuldhulp.outbox import tables as outbox
from schuldhulp.own_texts import tables as own_texts
from schuldhulp.partners import tables as partners
from schuldhulp.points import tables as points
from schuldhulp.practice import tables as practice
from schuldhulp.reach import tables as reach
from schuldhulp.reports import tables as reports
from schuldhulp.retention import tables as retention
from schuldhulp.rights import tables as rights
from schuldhulp.schemes import tables as schemes
from schuldhulp.schuldregeling import tables as schuldregeling
from schuldhulp.statements import tables as statements
from schuldhulp.supporters import tables as supporters
from schuldhulp.takein import tables as takein
from schuldhulp.talks import tables as talks
from schuldhulp.workbook import tables as workbook
from schuldhulp.workforms import tables as workforms

metadata = Base.metadata

__all__ = [
    "access_log",
    "accounts",
    "aftercare",
    "breaches",
    "budget",
    "calculations",
    "chat_hour",
    "claims",
    "contacts",
    "creditors",
    "crisis",
    "debts",
    "documents",
    "dossier",
    "experience",
    "hints",
    "inbox",
    "letters",
    "messages",
    "metadata",
    "municipalities",
    "norms",
    "openid",
    "outbox",
    "own_texts",
    "partners",
    "points",
    "practice",
    "reach",
    "reports",
    "retention",
    "rights",
    "schemes",
    "schuldregeling",
    "second_factor",
    "statements",
    "supporters",
    "takein",
    "talks",
    "workbook",
    "workforms",
]
