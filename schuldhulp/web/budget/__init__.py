"""The pages of a budget, the same for the client and for staff beside them."""
