"""Beside the translation editor: suggestions, terms and problems of each segment, machine translation."""
