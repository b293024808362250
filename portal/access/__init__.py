"""Who may see a page: restrictions, and how a visitor gets through them."""
