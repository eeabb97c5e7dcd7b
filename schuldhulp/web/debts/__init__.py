"""The pages of the debts, the same for the client and for staff beside them."""
