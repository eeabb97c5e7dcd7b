"""The second step of signing in: an authenticator app, passkeys, recovery codes."""
