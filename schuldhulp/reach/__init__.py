"""How a client is addressed, reached and kept safe."""
