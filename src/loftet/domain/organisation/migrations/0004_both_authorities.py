from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from loftet.domain.place.rules import authority_name


def enter_both_authorities(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Wherever somebody has a role, as it is from now on when the first one gets it."""
    municipality, party = apps.get_model("place", "Municipality"), apps.get_model("organisation", "Party")
    for used in municipality.objects.filter(memberships__isnull=False).distinct():
        for kind, name in (("municipality", authority_name(used.name)), ("police", "Polismyndigheten")):
            if not party.objects.filter(municipality=used, kind=kind).exists():
                party.objects.create(municipality=used, kind=kind, name=name)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_function_switches")]

    operations = [migrations.RunPython(enter_both_authorities, migrations.RunPython.noop)]
