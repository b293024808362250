"""Texts in several languages, on top of wagtail-localize: base page, blocks, freshness, release, staff, memory."""
