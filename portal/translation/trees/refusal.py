from django.core.exceptions import BadRequest


class TreesWouldDiffer(BadRequest):
    """Refused, with the reason in the user's language: the trees would no longer correspond."""
