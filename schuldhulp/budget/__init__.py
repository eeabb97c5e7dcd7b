"""The budget of a household: posts, the average month, this month on the account, checks and what-ifs."""
