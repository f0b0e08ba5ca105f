"""Reading a download of the chain: what it finds, and how fast."""

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loftet.domain.ledger.key import written_public_key
from loftet.domain.ledger.rules import CHAIN_BEGUN, LinkRecord, canonical, link_hash
from loftet.domain.ledger.verification import BrokenChain, Fault, verify_chain
from tests.domain.ledger.chains import (
    KEY,
    OTHER_KEY,
    chain_of,
    chain_with_changed_key,
    link_after,
    sealed_line,
)

LINES = chain_of(6)
WHOLE = b"".join(LINES)
HEAD = verify_chain(WHOLE).head


def link_of(line: bytes) -> LinkRecord:
    return msgspec.json.decode(msgspec.json.decode(line, type=dict[str, msgspec.Raw])["link"], type=LinkRecord)


def fault_of(download: bytes, *, head: str | None = None) -> tuple[Fault, int]:
    with pytest.raises(BrokenChain) as broken:
        verify_chain(download, head=head)
    return broken.value.fault, broken.value.position


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
@example(len(WHOLE) - 1, 1)
@example(len(WHOLE) - 5, 1)  # the last figure of a base64 text has bits that a lenient reader ignores
@example(WHOLE.rindex(b"=") - 2, 1)
def test_any_changed_byte_is_found(place: int, difference: int) -> None:
    changed = bytearray(WHOLE)
    changed[place] ^= difference
    fault, position = fault_of(bytes(changed), head=HEAD)
    assert position <= WHOLE.count(b"\n", 0, place) + 2, fault


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=3))
def test_anything_put_in_is_found(place: int, added: bytes) -> None:
    fault_of(WHOLE[:place] + added + WHOLE[place:], head=HEAD)


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_anything_taken_away_is_found(one: int, other: int) -> None:
    start, end = sorted((one, other))
    if start < end:
        fault_of(WHOLE[:start] + WHOLE[end:], head=HEAD)


@given(st.permutations(LINES))
def test_any_other_order_is_found(lines: list[bytes]) -> None:
    if lines != LINES:
        fault, _ = fault_of(b"".join(lines))
        assert fault in {Fault.MISPLACED, Fault.NO_KEY}


@given(st.integers(1, len(LINES) - 1))
def test_a_tail_cut_off_between_links_is_found_by_the_head(kept: int) -> None:
    cut = b"".join(LINES[:kept])
    assert verify_chain(cut).link_count == kept
    assert fault_of(cut, head=HEAD) == (Fault.HEAD_MISSING, kept)


@given(st.integers(0, len(LINES) - 1))
def test_a_link_by_another_key_is_found(place: int) -> None:
    lines = [*LINES[:place], sealed_line(link_of(LINES[place]), OTHER_KEY), *LINES[place + 1 :]]
    assert fault_of(b"".join(lines)) == (Fault.UNSEALED, place + 1)


def test_a_chain_made_anew_with_a_foreign_key_is_found_by_the_head() -> None:
    forged = b"".join(chain_of(6, key=OTHER_KEY))
    assert verify_chain(forged).public_key == written_public_key(OTHER_KEY)
    assert fault_of(forged, head=HEAD) == (Fault.HEAD_MISSING, 6)


def test_a_chain_rewritten_from_some_link_with_its_own_key_is_found_by_the_head() -> None:
    links = [link_of(line) for line in LINES[:3]]
    while len(links) < 6:
        links.append(link_after(links, revision=len(links), agreed=False))
    assert fault_of(b"".join(map(sealed_line, links)), head=HEAD) == (Fault.HEAD_MISSING, 6)


def test_an_older_head_is_found_in_a_chain_that_has_grown() -> None:
    older = link_hash(canonical(link_of(LINES[2])))
    verified = verify_chain(WHOLE, head=older)
    assert (verified.head_position, verified.link_count, verified.head) == (3, 6, HEAD)


def test_a_link_of_another_chain_is_found() -> None:
    links = [link_of(line) for line in LINES[:2]]
    stranger = msgspec.structs.replace(link_after(links), chain="9902")
    assert fault_of(b"".join([*LINES[:2], sealed_line(stranger)])) == (Fault.OTHER_CHAIN, 3)


def test_a_link_that_continues_something_else_is_found() -> None:
    links = [link_of(line) for line in LINES[:2]]
    stranger = msgspec.structs.replace(link_after(links), previous="0" * 64)
    assert fault_of(b"".join([*LINES[:2], sealed_line(stranger)])) == (Fault.UNCONNECTED, 3)


def test_after_a_change_of_key_the_new_one_is_in_force() -> None:
    lines = chain_with_changed_key()
    assert verify_chain(b"".join(lines)).public_key == written_public_key(OTHER_KEY)
    old_key_goes_on = [*lines[:3], sealed_line(link_of(lines[3]), KEY)]
    assert fault_of(b"".join(old_key_goes_on)) == (Fault.UNSEALED, 4)


@pytest.mark.parametrize("public_key", ["", "AAAA", "ä", "MCowBQYDK2VwAyEA", None, 7])
def test_a_first_link_without_a_key_is_found(public_key: str | int | None) -> None:
    first = link_after([], kind=CHAIN_BEGUN, public_key=public_key)
    assert fault_of(sealed_line(first)) == (Fault.NO_KEY, 1)


@pytest.mark.parametrize(
    ("download", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"\n", Fault.UNREADABLE),
        (b"{}\n", Fault.UNREADABLE),
        (b"[" * 100_000 + b"\n", Fault.UNREADABLE),
        (b"\xff\xfe\n", Fault.UNREADABLE),
        (WHOLE[:-1], Fault.UNREADABLE),
        (WHOLE.replace(b"\n", b"\r\n"), Fault.REWRITTEN),
        (WHOLE.replace(b"loftet-ledger/1", b"loftet-ledger/2"), Fault.REWRITTEN),
        (WHOLE.replace(b'{"link":{', b'{"link":{"chain":"9901",'), Fault.REWRITTEN),
    ],
)
def test_what_is_no_chain_is_refused_with_a_sentence(download: bytes, fault: Fault) -> None:
    assert fault_of(download)[0] is fault


def test_every_fault_is_one_swedish_sentence() -> None:
    sentences = [str(BrokenChain(fault, 7)) for fault in Fault]
    assert all(sentence.endswith(".") and sentence.count(". ") == 0 for sentence in sentences)
    assert sum("änk 7" in sentence or "länk 7" in sentence for sentence in sentences) == len(Fault) - 1


@pytest.mark.slow
def test_a_chain_of_ten_thousand_links_is_verified_and_a_cut_in_its_midst_is_found() -> None:
    lines = chain_of(10_000)
    assert verify_chain(b"".join(lines)).link_count == 10_000
    assert fault_of(b"".join(lines[:5_000] + lines[5_001:])) == (Fault.MISPLACED, 5_001)
