"""What a municipality reads about its own debt help: figures, their definitions and their protection."""
