"""Signing in at a service outside (OpenID Connect): a municipality's own for staff, a broker for clients."""
