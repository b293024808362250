"""The database and files as something that may fail: transactions, whole files, full disks."""
