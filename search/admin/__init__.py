"""What editors and administrators see of search."""
