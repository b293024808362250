"""What the program knows of languages: a package a language, and what belongs to none in `common`. No Django."""
