"""A text in all its languages at once: released or withdrawn together, now or at a time; all of it or nothing."""
