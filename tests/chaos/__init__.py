"""The portal on a cluster that breaks: `make chaos`, or `python -m tests.chaos --help`; see docs/operations.md."""
