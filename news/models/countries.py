"""Countries by their ISO 3166-1 code, named by CLDR in the reader's language."""

from portal.dates import cldr_locale
from portal.languages.common.countries import COUNTRY_CODES


def country_name(code: str) -> str:
    """The country's name in the active language; "" for no country."""
    return str(cldr_locale().territories.get(code, code)) if code else ""


def country_choices() -> list[tuple[str, str]]:
    """Codes with their names in the active language, in the order of the names."""
    return sorted(((code, country_name(code)) for code in COUNTRY_CODES), key=lambda choice: choice[1])
