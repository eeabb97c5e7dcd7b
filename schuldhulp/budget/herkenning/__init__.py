"""Recognising a household in its bank statement: which lines belong together, how often they come, what they are.

Rules are data (`regels.toml`); everything else is pure and takes transactions. Every proposal says why it is made and
which lines are behind it, and no line is behind two of them.
"""
