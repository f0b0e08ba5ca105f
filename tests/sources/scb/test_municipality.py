from loftet.sources.scb.municipality import genitive, municipality_codes, municipality_names


def test_every_municipality_stands_once_with_code_and_county() -> None:
    names = municipality_names()
    assert len(names) == len({entry.code for entry in names}) == len({entry.name for entry in names}) == 290
    assert len({entry.county_code for entry in names}) == 21
    assert all(len(entry.code) == 4 and entry.code.startswith(entry.county_code) for entry in names)


def test_a_name_gives_its_code() -> None:
    assert municipality_codes()["Örkelljunga"] == "1257"


def test_a_name_that_ends_in_s_has_no_further_s_in_the_genitive() -> None:
    assert [genitive(name) for name in ("Örkelljunga", "Lund", "Höganäs")] == ["Örkelljungas", "Lunds", "Höganäs"]
