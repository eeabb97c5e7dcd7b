"""The municipality's own additions to the register of creditors, and which of them are one organisation."""
