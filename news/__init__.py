"""News items, projects, people, organisations and topics: pages, feeds and the records that outlive them."""
