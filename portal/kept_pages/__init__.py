"""Pages as anonymous readers see them, kept in the process and answered before Django is asked."""
