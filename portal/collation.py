"""The order of names in lists."""

import unicodedata

_CARON = "\u030c"


def sort_key(text: str) -> tuple[str, str]:
    """Case and accents count only between names that are otherwise equal; a letter with a caron follows its base.

    That is CLDR's order for Lithuanian (č after c, š after s, ž after z; ą with a) and does no harm to English.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    # U+FFFF sorts after every letter, so that `ša` follows `sz`.
    primary = "".join(
        "\uffff" if character == _CARON else character
        for character in decomposed
        if character == _CARON or not unicodedata.combining(character)
    )
    return primary, text
