"""Review: the pages of the admin where a person decides about an imported document."""
