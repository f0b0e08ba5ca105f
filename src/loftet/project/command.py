"""The command `loftet`."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

import django


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.project.settings")
    django.setup()
    from loftet.project.command_line import command_line  # noqa: PLC0415 (models need Django set up)

    options = command_line().parse_args(arguments)
    run: Callable[[Namespace], int] = options.run
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
