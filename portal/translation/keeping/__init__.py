"""No word of a translator is lost: what a save could not store, and what another text took the place of."""
