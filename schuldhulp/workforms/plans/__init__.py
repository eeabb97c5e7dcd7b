"""Als-dan plans: which stand, which are asked after, how they went."""
