"""The statistics stand on their own: their tests pass where Django cannot be imported."""

import os
import subprocess
import sys

import pytest

from tests.surroundings import ROOT

WITHOUT_DJANGO = """
import sys
sys.modules["django"] = None
import pytest
sys.exit(pytest.main(["-p", "no:django", "-p", "no:cacheprovider", "tests/analysis"]))
"""


@pytest.mark.slow
def test_the_tests_of_the_statistics_pass_without_django() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "SLOW", "LOFTET_REQUIRE"}}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
