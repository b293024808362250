"""The page trees of the languages, which correspond: the same pages under the same parents, in the same order."""
