"""Languages that have no package: what libraries and standards say of them."""
