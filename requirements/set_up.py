"""Make ready what `make run` and `make test` need: environment, packages, front-end files, messages, static files.

Run by the machine's own python3: standard library only, and written so that Python 3.6 can parse it, because an
interpreter that is too old must get as far as saying so. What is ready already is not made again.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / "bin"
SOURCE = ROOT / "src" / "loftet"

OLDEST_PYTHON = (3, 11)
# The test lock holds everything in the run lock, so an environment made for tests also serves.
LOCKS_THAT_SERVE = {"run": ("run", "test"), "test": ("test",)}
# uv and npm do not read what an administrator has told pip about mirrors and certificates.
PIP_SETTINGS_FOR_OTHERS = (
    ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
    ("PIP_CERT", "SSL_CERT_FILE"),
    ("PIP_CERT", "NODE_EXTRA_CA_CERTS"),
)
UNREACHABLE = re.compile(
    "connection|connect error|resolve|timed out|timeout|unreachable|proxy|certificate|ENOTFOUND|ECONNREFUSED|EAI_AGAIN",
    re.IGNORECASE,
)


class CannotSetUp(Exception):
    """One sentence in Swedish: what is missing and the remedy."""


class CommandFailed(Exception):
    """A command that ended with an error; holds everything that it printed."""


def main(purpose: str) -> None:
    """Make the environment ready for `purpose`, "run" or "test".

    Raises:
        CannotSetUp: if the machine lacks something.
    """
    require_python()
    make_environment()
    install_packages(purpose)
    fetch_front_end()
    compile_messages()
    collect_static_files()


def require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        raise CannotSetUp(
            f"Löftet behöver Python 3.11 eller nyare men python3 är {found}: installera en nyare och peka ut den, "
            "till exempel med make run PYTHON=python3.12."
        )


def make_environment() -> None:
    if environment_works():
        return
    say("Gör en egen miljö i .venv")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    try:
        run(sys.executable, "-m", "venv", ENVIRONMENT)
    except CommandFailed as failure:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise CannotSetUp(
            "Python kan inte göra en egen miljö (modulen venv eller ensurepip saknas eller fungerar inte): "
            "installera paketet python3-venv (Debian och Ubuntu: sudo apt install python3-venv) och gör om."
        ) from failure


def environment_works() -> bool:
    try:
        run(PROGRAMS / "python", "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})")
    except CommandFailed:
        return False
    return True


def install_packages(purpose: str) -> None:
    stamp = ENVIRONMENT / ".stamp-packages"
    installed = stamp.read_text() if stamp.exists() else ""
    if installed in [digest_of_lock(lock) for lock in LOCKS_THAT_SERVE[purpose]]:
        return
    say("Installerar låsta paket")
    stamp.write_text("")
    pip = (PROGRAMS / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    from_index(*pip, "install", "--retries", "2", "--require-hashes", "--requirement", REQUIREMENTS / "bootstrap.txt")
    uv_pip("sync", "--quiet", "--require-hashes", "--only-binary", ":all:", REQUIREMENTS / f"{purpose}.txt")
    uv_pip("install", "--quiet", "--offline", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(digest_of_lock(purpose))


def uv_pip(subcommand: str, *arguments: object) -> None:
    from_index(PROGRAMS / "uv", "pip", subcommand, "--python", PROGRAMS / "python", *arguments)


def from_index(*command: object) -> None:
    """Run a command that fetches from the package index."""
    try:
        run(*command)
    except CommandFailed as failure:
        if UNREACHABLE.search(str(failure)):
            raise CannotSetUp(
                "Paketindexet för Python går inte att nå: kontrollera nätet, eller ange er egen spegel med "
                "PIP_INDEX_URL (och PIP_CERT för dess certifikat), och gör om."
            ) from failure
        print(failure, file=sys.stderr)
        raise CannotSetUp(
            "Ett paket gick inte att installera, se raderna ovan: ta bort mappen .venv och gör om."
        ) from failure


def fetch_front_end() -> None:
    finished = subprocess.run(
        [PROGRAMS / "python", REQUIREMENTS / "front_end.py"], env=settings_of_tools(), check=False
    )
    if finished.returncode:
        sys.exit(finished.returncode)


def compile_messages() -> None:
    for catalogue in SOURCE.glob("**/LC_MESSAGES/django.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            language = catalogue.parent.parent.name
            run(PROGRAMS / "pybabel", "compile", "-i", catalogue, "-o", compiled, "-l", language)


def collect_static_files() -> None:
    stamp = ROOT / "static" / ".stamp"
    digest = digest_of(*sorted(path for path in SOURCE.glob("**/static/**/*") if path.is_file()))
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Samlar stilmallar och skript")
    run(PROGRAMS / "loftet", "manage", "collectstatic", "--noinput", "--clear")
    stamp.write_text(digest)


def digest_of_lock(purpose: str) -> str:
    return digest_of(REQUIREMENTS / f"{purpose}.txt", REQUIREMENTS / "bootstrap.txt", ROOT / "pyproject.toml")


def digest_of(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def run(*command: object) -> None:
    """Run a command without showing what it prints.

    Raises:
        CommandFailed: if it cannot be started or ends with an error.
    """
    try:
        finished = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=settings_of_tools(),
            check=False,
        )
    except OSError as error:
        raise CommandFailed(str(error)) from error
    if finished.returncode:
        raise CommandFailed(finished.stdout.decode(errors="replace"))


def settings_of_tools() -> "dict[str, str]":
    environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never")
    for of_pip, of_other in PIP_SETTINGS_FOR_OTHERS:
        if of_pip in environment:
            environment.setdefault(of_other, environment[of_pip])
    return environment


def say(message: str) -> None:
    print(f"{message} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (CannotSetUp, CommandFailed) as reason:
        sys.exit(str(reason))
