"""The catalogue as it is, read once for all tests of it."""

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.loader import load_catalogue

CATALOGUE = load_catalogue(STEP)
