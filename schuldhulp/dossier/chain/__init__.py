"""The event chain: what an act noted becomes its links, and what it comes to in the inbox."""
