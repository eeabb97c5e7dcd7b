"""The lines a question can be about: a debt, a line of the budget, a step, a paper."""
