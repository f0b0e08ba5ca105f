"""Work on somebody else's bytes, done by a child process that limits itself and is killed when it takes too long.

The child is ``python -m`` a module of ours. It gets the bytes on its standard input and answers on its standard output.
It gets no environment, can write no file, and once `shut_out_files` is called it can open neither file nor connection.
"""

import contextlib
import resource
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    memory_bytes: int
    processor_seconds: int
    wall_seconds: int


class TooMuchWork(Exception):
    """The child was killed: by a limit, by somebody, or by a fault in the library that it used."""


def run_confined(module: str, *arguments: str, data: bytes, limits: Limits) -> bytes:
    """What the child writes when it is given `data`.

    Raises:
        TooMuchWork: it was killed.
        RuntimeError: it could not start, or failed by its own fault; its last words are the message.
    """
    command = [sys.executable, "-IB", "-m", module, *arguments]
    wait = limits.wall_seconds
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=wait, env={}, check=False)
    except subprocess.TimeoutExpired as error:
        raise TooMuchWork from error
    if child.returncode < 0:
        raise TooMuchWork
    if child.returncode > 0:
        raise RuntimeError(f"the child process could not start: {child.stderr.decode(errors='replace')[-2000:]}")
    return child.stdout


def limit_this_process(limits: Limits) -> None:
    """Called by the child first of all."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_CPU, limits.processor_seconds)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)


def shut_out_files() -> None:
    """From now on nothing can be opened, whatever a library is tricked into. All imports must have been made."""
    _lower(resource.RLIMIT_NOFILE, 0)


def _lower(limit: int, most: int) -> None:
    # Some systems have no limit on memory to set; the one on time is kept everywhere.
    with contextlib.suppress(ValueError):
        resource.setrlimit(limit, (most, most))
