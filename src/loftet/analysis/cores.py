"""Work in parts, as many at once as there are cores: numpy and scipy let go of the interpreter while they compute."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")


def on_every_core(work: Callable[[Part], Found], parts: Sequence[Part]) -> list[Found]:
    """What the work makes of each part, in their order."""
    if len(parts) == 1:
        return [work(parts[0])]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(work, parts))
