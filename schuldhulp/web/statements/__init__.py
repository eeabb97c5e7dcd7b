"""The pages of a bank statement, for the client and for staff beside the client."""
