"""What belongs to no language, or to none that has a package."""
