"""P values of many tests: the examples; against R see the surveys' and the rates' cases."""

import doctest

from loftet.analysis import many_tests


def test_the_examples_hold() -> None:
    found = doctest.testmod(many_tests)
    assert found.attempted > 0
    assert found.failed == 0
