"""Signs of a crisis in what a client writes: raised, looked at by a person, ended."""
