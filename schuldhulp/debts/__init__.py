"""What somebody owes to whom: the creditor register, claims, and claims told twice."""
