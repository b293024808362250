"""Translation memory: what was translated before, on this site or elsewhere, found again from either language."""
