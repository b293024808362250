"""Which countries something can take place in."""

# The member states of the European Economic Area, the other donor states and their neighbours; ISO 3166-1 alpha-2.
# fmt: off
COUNTRY_CODES = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GE", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI",
    "SK", "TR", "UA", "US",
]
# fmt: on
