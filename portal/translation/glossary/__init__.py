"""Glossary and thesaurus: what words are called in other languages, written down or learnt."""
