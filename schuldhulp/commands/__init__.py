"""The commands of the operator and of other programs, cut by meaning; `schuldhulp.cli` registers them."""
