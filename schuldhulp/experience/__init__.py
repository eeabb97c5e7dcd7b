"""How the client experiences the help: one tap under a message, three short questions now and then."""
