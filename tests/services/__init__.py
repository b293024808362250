"""Real PostgreSQL, Redis and Elasticsearch for a run of the tests, on free ports and in temporary directories.

`python -m tests.services run -- COMMAND` runs a command with their addresses in its environment.
"""
