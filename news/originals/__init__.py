"""What stands beside a translator: translation memory, glossary, checks, and exchange with other tools."""
