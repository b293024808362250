"""Patterns of codes of grants and names of programmes that are the same in every language."""

# Parts of the codes of funds of the European Union and the EEA.
FUNDS = r"NOR|EEA|KA\d|ERASMUS|LLP|INTERREG"
# What codes of the Norwegian and EEA grants begin with.
EEA_CODES = r"NOR|EEA"
# As those of a language's `ProjectRules`.
PROGRAMMES = ((r"erasmus\s*\+", "Erasmus+"), (r"\binterreg\b[^,.;()„“\"]{0,40}", ""))
