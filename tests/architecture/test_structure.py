"""What import-linter cannot see of docs/architecture.md."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Field

SOURCE = Path(__file__).parents[2] / "src" / "loftet"
DOCS = SOURCE.parents[1] / "docs"

# Lowest first, as docs/architecture.md lists them; those of one set do not know each other.
LAYERS = [
    {"loftet_account"},
    {"audit"},
    {"job"},
    {"file"},
    {"ledger"},
    {"delivery"},
    {"place"},
    {"organisation"},
    {"agreement"},
    {"statistics", "survey", "dialogue", "neighbourhood_watch"},
    {"picture"},
    {"promise"},
    {"activity"},
    {"plan"},
    {"effect"},
    {"publishing"},
]
LAYER_OF = {label: height for height, labels in enumerate(LAYERS) for label in labels}

WITHOUT_AUTHORITY = {
    # A word of the language, whoever has written it.
    "publishing.SearchWord",
    # What anyone can read at the source, whichever municipality read it in: the delivery says which.
    "statistics.Observation",
    "statistics.EarlierFigure",
    "statistics.SimilarGroup",
    "statistics.SeriesBreak",
}

WRITES = {"save", "delete", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update"}


def foreign_keys() -> list[tuple[str, str]]:
    """The app that holds each foreign key of the domain, and the app that it points at."""
    fields = [
        (model._meta.app_label, field)
        for model in apps.get_models()
        if model._meta.app_label in LAYER_OF
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model
    ]
    return [(label, field.related_model._meta.app_label) for label, field in fields]  # type: ignore[union-attr]


def test_a_foreign_key_never_points_at_a_higher_app() -> None:
    assert foreign_keys()
    upwards = {pair for pair in foreign_keys() if pair[0] != pair[1] and LAYER_OF[pair[0]] <= LAYER_OF[pair[1]]}
    assert upwards == set()


def test_every_domain_app_has_its_layer() -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("loftet.domain")}
    assert labels <= set(LAYER_OF)


def written_by(module: Path) -> list[str]:
    """Calls in a module that would write the database, as `file:line name`."""
    calls = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call)]
    named = [(call, call.func.attr) for call in calls if isinstance(call.func, ast.Attribute)]
    return [f"{module.name}:{call.lineno} {name}" for call, name in named if name in WRITES]


def test_the_web_layer_writes_nothing_itself() -> None:
    modules = sorted((SOURCE / "web").rglob("*.py"))
    assert modules
    assert [call for module in modules for call in written_by(module)] == []


def test_the_init_of_a_domain_app_is_empty() -> None:
    inits = sorted((SOURCE / "domain").glob("*/__init__.py"))
    assert inits
    assert [path for path in inits if path.read_text()] == []


@pytest.mark.django_db
def test_no_model_is_without_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_folder_or_file_has_a_name_that_says_nothing() -> None:
    forbidden = {"core", "common", "shared", "helpers", "utils", "misc", "base", "manager"}
    assert [path for path in SOURCE.rglob("*") if path.stem in forbidden and path.suffix in {"", ".py"}] == []


def test_every_setting_has_its_line_in_the_documentation() -> None:
    settings = (SOURCE / "project" / "settings.py").read_text()
    names = set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings))
    documented = (DOCS / "operate" / "settings.md").read_text()
    assert names
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []


def test_every_row_of_an_authority_carries_its_municipality() -> None:
    of_the_installation = {"loftet_account", "audit", "job", "file", "ledger", "delivery", "place"}
    authority_models = [
        model
        for model in apps.get_models()
        if model._meta.app_label in LAYER_OF and model._meta.app_label not in of_the_installation
        if not model._meta.auto_created and model._meta.label not in WITHOUT_AUTHORITY
    ]
    assert authority_models
    without = [
        model._meta.label for model in authority_models if "municipality" not in {f.name for f in model._meta.fields}
    ]
    assert without == []
