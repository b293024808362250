"""What the worker died in: it runs again once, then it waits for a person and keeps nothing else from being done."""
