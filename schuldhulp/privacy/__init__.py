"""What personal data is kept, why, how long and for whom: the register, and the documents made of it."""
