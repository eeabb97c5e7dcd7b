"""The words of the demo: turns of a correspondence, and the short texts of a dossier.

A turn pairs what a client writes with how a counsellor takes it up. Around the pair stand loose parts, so that two
dossiers rarely hold the same text; facts of the dossier come in through `%(name)s`.
"""
