"""Reading along with a reply while it is written. Hints with the words that caused them; nothing is stored."""
