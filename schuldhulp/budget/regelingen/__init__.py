"""Which allowances and schemes a household may leave unused ("laat u geld liggen?")."""
