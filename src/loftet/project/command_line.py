"""What can be said to the command `loftet`, and who answers."""

import argparse
from pathlib import Path

from loftet.project import checking, reading, sealing, serving, working


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="loftet", description="Medborgarlöften som går att följa.")
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO")

    command = commands.add_parser("run", help="förbered databasen och visa sidan på den här datorn")
    command.add_argument("--workers", type=int, default=2, help="antal serverprocesser (2)")
    command.set_defaults(run=lambda options: serving.run(workers=options.workers))

    command = commands.add_parser("worker", help="gör det som ska göras senare, till exempel skicka post")
    command.add_argument(
        "--beside", type=int, metavar="PROCESS", help="sluta när processen som startade arbetaren gör det"
    )
    command.set_defaults(run=lambda options: working.run_worker(beside=options.beside))

    command = commands.add_parser("sign-in-link", help="gör en ny länk för den första administratören")
    command.set_defaults(run=lambda _: serving.print_sign_in_link())

    command = commands.add_parser("read-promise", help="visa som JSON vad läsaren finner i en text")
    command.add_argument("file", type=Path)
    command.set_defaults(run=lambda options: reading.print_reading(options.file))

    command = commands.add_parser("import-promise", help="visa vad som skulle sparas av en text; spara med --commit")
    command.add_argument("file", type=Path)
    command.add_argument("--commit", action="store_true", help="spara")
    command.add_argument("--municipality", metavar="KOD", help="kommunens kod, om texten inte säger vilken den är")
    command.add_argument("--source", default="", help="var löftet är hämtat, om det är undertecknat på annat håll")
    command.set_defaults(
        run=lambda options: reading.import_promise(
            options.file, commit=options.commit, municipality_code=options.municipality, source=options.source
        )
    )

    command = commands.add_parser("import-figures", help="visa vad en fil med statistik ändrar; spara med --commit")
    command.add_argument("file", type=Path)
    command.add_argument("--commit", action="store_true", help="spara")
    command.add_argument("--municipality", metavar="KOD", required=True, help="kommunen som läser in filen")
    command.set_defaults(run=_import_figures)

    command = commands.add_parser("fetch", help="hämta statistik och visa vad den ändrar; spara med --commit")
    command.add_argument("service", choices=["scb", "kolada", "polisen"])
    command.add_argument("--commit", action="store_true", help="spara")
    command.add_argument("--municipality", metavar="KOD", required=True, help="kommunen som siffrorna gäller")
    command.set_defaults(run=_fetch_figures)

    command = commands.add_parser("check", help="säg vad som saknas för driften")
    command.set_defaults(run=lambda _: checking.check())

    command = commands.add_parser("verify", help="granska ändringskedjan i databasen eller i en nedladdad fil")
    command.add_argument("file", type=Path, nargs="?")
    command.add_argument("--head", metavar="HASH", type=str.lower, help="huvud ur ett brev, ett dokument eller flödet")
    command.set_defaults(run=lambda options: sealing.verify(options.file, head=options.head))

    command = commands.add_parser("change-ledger-key", help="försegla ändringskedjan med en ny nyckel från och med nu")
    command.set_defaults(run=lambda _: sealing.renew_key())

    command = commands.add_parser("manage", help="Djangos egna kommandon, till exempel: loftet manage migrate")
    command.add_argument("words", nargs=argparse.REMAINDER)
    command.set_defaults(run=lambda options: serving.manage(options.words))
    return parser


def _import_figures(options: argparse.Namespace) -> int:
    from loftet.project.figures import import_figures  # noqa: PLC0415 (server and worker need no readers of tables)

    return import_figures(options.file, commit=options.commit, municipality_code=options.municipality)


def _fetch_figures(options: argparse.Namespace) -> int:
    from loftet.project.figures import fetch_figures  # noqa: PLC0415 (as above)

    return fetch_figures(options.service, commit=options.commit, municipality_code=options.municipality)
