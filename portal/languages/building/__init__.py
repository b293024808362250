"""The builder of a language's data: words with their frequencies, lemmas, spelling and grammar."""
