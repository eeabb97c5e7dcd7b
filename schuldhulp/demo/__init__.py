"""Fictional municipalities and dossiers for the demo; nothing in here describes a real person or organisation."""

# The seed of every member of staff in the demo, as the README prints it; no other installation has it.
SECOND_STEP_SEED = "DEMOSCHULDHULP234567DEMOSCHULDHU"
