"""Results: facets, highlighting, presentation, zero results, the search log, views."""
