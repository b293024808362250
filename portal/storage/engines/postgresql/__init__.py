"""As Django's, and announces changes."""
