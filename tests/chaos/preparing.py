"""Makes the portal that will be broken: `python -m tests.chaos.preparing`; one process for all that it needs."""

import django
from django.core.management import call_command

from tests.chaos.words import COMMON_WORDS, LASTING_TITLE


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("compile_catalogues")
    call_command("set_up_site")
    from tests.factories import content

    # A page that nobody edits, which readers ask for all the time.
    content.make_item(LASTING_TITLE, body=[" ".join(COMMON_WORDS)])
    call_command("search", "rebuild")


if __name__ == "__main__":
    main()
