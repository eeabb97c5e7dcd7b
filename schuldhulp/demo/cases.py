"""The fixed dossiers of the first municipality: what stands under the demo's own accounts."""

from collections.abc import Callable
from datetime import datetime

from schuldhulp.demo.case_a import case_a
from schuldhulp.demo.case_c import case_c
from schuldhulp.demo.municipalities import Municipality
from schuldhulp.demo.story import Story

FIXED: tuple[Callable[[Municipality, datetime], Story], ...] = (case_a, case_c)
SECOND_CLIENT = 2
SECOND_CLIENT_EMAIL = "client2@demo.example"
SECOND_CLIENT_PHASE = "stabilisatie"
