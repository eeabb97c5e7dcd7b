"""The jobs beside the web server. They only tick; the database decides which process does what."""
