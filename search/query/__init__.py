"""Queries: parsing, matching, expansion, spelling, dates."""
