"""The peers' own places: R and its packages from Debian, Python packages in an environment beside ours."""

import os
import subprocess
import sys
from pathlib import Path

from bench.peers.peer import ENVIRONMENT

LOCK = Path(__file__).parent.parent.parent / "requirements" / "peers.txt"
UV = str(Path(sys.executable).with_name("uv"))
DEBIAN = (
    "r-base-core",
    "r-cran-survey",
    "r-cran-surveillance",
    "r-cran-spdep",
    "r-cran-spatstat",
    "r-cran-epitools",
)


def install_peers() -> None:
    """Install what is missing; what cannot be installed is said, and its peers are left out of the table."""
    if not _debian_has_all():
        _install_from_debian()
    if not (ENVIRONMENT / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    python = str(ENVIRONMENT / "bin" / "python")
    sync = [UV, "pip", "sync", "--quiet", "--require-hashes", "--python", python, str(LOCK)]
    subprocess.run(sync, check=True)


def _debian_has_all() -> bool:
    asked = subprocess.run(["dpkg-query", "--show", *DEBIAN], capture_output=True, check=False)
    return asked.returncode == 0


def _install_from_debian() -> None:
    if os.geteuid() != 0:
        print(f"R saknas och bara root kan installera: sudo apt install {' '.join(DEBIAN)}", file=sys.stderr)
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet"], check=True)
    subprocess.run(
        ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *DEBIAN], check=True, env=environment
    )
