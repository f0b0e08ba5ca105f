"""Enter Sweden's 290 municipalities."""

from collections import Counter

from django.db import migrations
from django.utils.text import slugify

from loftet.sources.scb.municipality import genitive, municipality_names


def municipalities():
    names = municipality_names()
    alike = Counter(slugify(row.name) for row in names)
    for row in names:
        # Habo and Håbo: the county tells them apart.
        slug = slugify(row.name if alike[slugify(row.name)] == 1 else f"{row.name} {row.county}")
        yield {"code": row.code, "name": row.name, "slug": slug, "county": row.county}


def enter_municipalities(apps, schema_editor):
    Municipality = apps.get_model("place", "Municipality")
    Municipality.objects.bulk_create(
        Municipality(genitive=genitive(row["name"]), **row) for row in municipalities()
    )


class Migration(migrations.Migration):
    dependencies = [("place", "0001_initial")]

    operations = [migrations.RunPython(enter_municipalities, migrations.RunPython.noop)]
