"""What somebody may ask about their own data: correction, objection, restriction, erasure; and the answer in time."""
