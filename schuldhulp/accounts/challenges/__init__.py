"""Questions that a device or another sign-in service answers once, kept on our side until then."""
