"""A portal with a third language, which nobody speaks: a process of its own runs what stands here."""
