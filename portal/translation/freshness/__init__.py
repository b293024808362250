"""Whether a published translation says what its published source says, part by part; see docs/adr/0015*."""
