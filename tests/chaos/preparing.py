"""Makes the portal that will be broken: `python -m tests.chaos.preparing`; one process for all that it needs."""

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("compile_catalogues")
    call_command("set_up_site")
    call_command("search", "rebuild")


if __name__ == "__main__":
    main()
