"""Which language leads: switching the original, and bringing a text edited apart back to it."""
