"""Quality checks of a translation: figures, names, structure, terms."""
