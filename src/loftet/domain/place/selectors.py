from django.db import connection

from loftet.domain.place.models import Municipality, PublicRevision


def codes_by_name() -> dict[str, str]:
    """The code of each municipality by its name, the invented ones among them."""
    return dict(Municipality.objects.values_list("name", "code"))


def invented_codes() -> dict[str, str]:
    """The code of each invented municipality by its name and by itself: no list of Sweden's regions has them."""
    names = dict(Municipality.objects.filter(example=True).values_list("name", "code"))
    return names | {code: code for code in names.values()}


def revision_of_all() -> int:
    """A number that is another one after every change, of any municipality, that the public can see."""
    # Asked at every request for a public page: building the same query anew would cost ten times its answer.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(number) FROM {PublicRevision._meta.db_table}")  # noqa: S608
        return int(cursor.fetchone()[0] or 0)
