"""Django's engines of databases, with the word of what has changed as the last part of every commit."""
