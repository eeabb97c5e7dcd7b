"""What happened after messages, and how clients say the help is: shares of a municipality, never of a person."""
