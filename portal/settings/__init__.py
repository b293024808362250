"""Settings of each environment; every variable is documented in docs/settings.md."""
