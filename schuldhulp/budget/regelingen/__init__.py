"""Which allowances and schemes a household may leave unused ("Waar heeft u recht op?")."""
