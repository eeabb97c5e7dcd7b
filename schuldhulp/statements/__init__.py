"""A bank statement on its way to the budget: proposals wait sealed, one act writes the lines, the file is gone."""
