"""Processes: the worker and its tasks, child processes, sandboxes, locks, compiled catalogues."""
