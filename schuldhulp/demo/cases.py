"""Stub"""
SECOND_CLIENT = 2
FIXED = ()
def as_second_client(t): return t
