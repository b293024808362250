"""The import pipeline: from files to an analysis that waits for its reviewer, and from that to a draft pair."""
