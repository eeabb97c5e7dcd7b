"""One calculation by its name: values as read from JSON in, an outcome with its lines out. Pure.

Who adds one: a module that reads its fields, calls a calculator and names the outcome; a line in `soorten.SOORTEN`.
"""
