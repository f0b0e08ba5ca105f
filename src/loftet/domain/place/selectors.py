from loftet.domain.place.models import Municipality


def codes_by_name() -> dict[str, str]:
    """The code of each municipality by its name, the invented ones among them."""
    return dict(Municipality.objects.values_list("name", "code"))
