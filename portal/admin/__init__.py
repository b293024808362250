"""What forms and tables of the admin share."""
