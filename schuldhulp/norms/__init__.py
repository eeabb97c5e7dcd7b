"""Norm sets that were published after the program was installed."""
