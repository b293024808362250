"""Full-text search over all languages at once. Knows no page."""
