"""Who works on the portal: groups with their rights, translators' directions; see docs/people.md."""
