"""Absolute addresses, redirects, the record of the site, and addresses that programs ask for."""
