"""The catalogue as it is, read once for all tests of it."""

import time

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.loader import load_catalogue

_begin = time.process_time()
CATALOGUE = load_catalogue(STEP)
SECONDS_TO_LOAD = time.process_time() - _begin
