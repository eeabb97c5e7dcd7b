"""Bank statements: from a bank's file to transactions.

Adapters: one module a family of formats, recognised by what is in the file and never by its name (`reading`), in a
process of its own with limits (`apart`). What comes out is one pure value, `transaction.Transaction`.
"""
