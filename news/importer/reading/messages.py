"""What several readers have to say: refusals and warnings, in the user's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def locked() -> str:
    return _("The document is protected by a password. Save it without one.")


def too_deep() -> str:
    return _("The elements of the document are nested too deeply.")


def too_many_elements(limit: int) -> str:
    return _("The document has more than %(limit)d elements. Divide it.") % {"limit": limit}


def takes_too_long() -> str:
    return _("Recognising the characters of the scanned pages takes too long. Divide the document.")


def too_many_scans(count: int, limit: int) -> str:
    values = {"count": count, "limit": limit}
    return (
        _("%(count)d pages are scans without text; at most %(limit)d can be recognised. Divide the document.") % values
    )


def no_recognition(packages: Sequence[str]) -> str:
    return _("The document is a scan without text. To recognise it, install on the server: %(packages)s.") % {
        "packages": " ".join(packages)
    }


def of_word_processor(*, has_macros: bool, has_changes: bool, lost_pictures: int) -> list[str]:
    """Warnings of what a document has besides its text; pictures are lost that no browser shows."""
    warnings = []
    if lost_pictures:
        warnings.append(
            ngettext(
                "%(count)d picture could not be taken over.",
                "%(count)d pictures could not be taken over.",
                lost_pictures,
            )
            % {"count": lost_pictures}
        )
    if has_macros:
        warnings.append(_("The document contains macros; they were left out and never run."))
    if has_changes:
        warnings.append(_("The document contains tracked changes; it was read as if all were accepted."))
    return warnings


def of_characters(text: str) -> list[str]:
    """The warning of characters that stand for others, if there are any."""
    count = text.count("\N{REPLACEMENT CHARACTER}")
    return [_("Characters that could not be read: %(count)d.") % {"count": count}] if count else []


def of_furniture(lines: Sequence[str]) -> list[str]:
    """The warning of what repeats from page to page, if anything does."""
    quoted = ", ".join(f"“{line}”" for line in lines)
    return [_("Left out, because it repeats from page to page: %(lines)s.") % {"lines": quoted}] if lines else []
