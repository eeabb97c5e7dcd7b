"""The steps as forms: what is typed becomes a record, and back."""
