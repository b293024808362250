"""Import of scanned and old documents. Four packages without Django, then the pipeline and the review."""
