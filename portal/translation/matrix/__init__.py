"""Texts × languages for people: the matrix, readers' coverage page, assigned work, daily digests."""
