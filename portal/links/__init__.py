"""The one rule of what may be a link, and the rich text and references that it is asked for."""
