"""Whether the index of the translation memory says what the translations say."""

from portal.languages.common.html_text import plain_text
from portal.translation.memory import index
from portal.translation.memory.index import Origin
from portal.translation.memory.keeping import all_rows, bring_up_to_date


def differences_of_memory() -> list[str]:
    """What differs when the worker has brought it up to date."""
    bring_up_to_date()
    with index.opened() as connection:
        pairs = connection.execute("SELECT row, text, other_text FROM pairs WHERE origin = ?", (Origin.SITE,))
        indexed = {row: (text, other_text) for row, text, other_text in pairs}
    rows = {row.key: (plain_text(row.text), plain_text(row.other_text)) for row in all_rows(Origin.SITE)}
    return [f"translation {key} in the memory" for key in rows.keys() | indexed if rows.get(key) != indexed.get(key)]
