import pytest

from loftet.domain.place.rules import authority_name, swedish_order


@pytest.mark.parametrize(
    ("municipality", "authority"),
    [
        ("Örkelljunga", "Örkelljunga kommun"),
        ("Ängelholm", "Ängelholms kommun"),
        ("Höganäs", "Höganäs kommun"),
        ("Kalix", "Kalix kommun"),
        ("Umeå", "Umeå kommun"),
        ("Upplands Väsby", "Upplands Väsby kommun"),
        ("Falun", "Falu kommun"),
        ("Gotland", "Region Gotland"),
    ],
)
def test_authorities_are_named_as_they_name_themselves(municipality: str, authority: str) -> None:
    assert authority_name(municipality) == authority


def test_a_ring_and_dots_come_last_in_their_order() -> None:
    names = ["Örebro", "Ängelholm", "ånge", "Zinkgruvan", "Arboga"]
    assert sorted(names, key=swedish_order) == ["Arboga", "Zinkgruvan", "ånge", "Ängelholm", "Örebro"]
