"""Bulk interchange: items, projects and what they name, one JSON object a line, in and out."""
