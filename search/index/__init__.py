"""The index: documents, the transactional outbox, rebuilding and proving."""
