"""The frame: what every part stands on. Knows no content and nothing of translation."""
