"""Translations on their way to other tools and back: XLIFF, PO, TMX and the glossary as CSV."""
