from django.urls import path

from loftet.web.open_data import picture, series, views

app_name = "open_data"

urlpatterns = [
    path("format/loftet-promise-1.json", views.schema, name="schema"),
    path("format/loftet-follow-up-1.json", views.follow_up_format, name="follow-up-schema"),
    path("<slug:slug>/lofte.json", views.municipality_json, name="municipality-json"),
    path("<slug:slug>/lofte.csv", views.csv, name="csv"),
    path("<slug:slug>/siffror/<int:pk>/<int:months>/siffror.csv", series.series_csv, name="series-csv"),
    path("<slug:slug>/lagesbild/<str:name>/lagesbild.pdf", picture.picture_pdf, name="picture-pdf"),
    path("<slug:slug>/andringar.atom", views.municipality_atom, name="municipality-atom"),
    path("<slug:slug>/kalender.ics", views.municipality_ical, name="municipality-ical"),
    path("<slug:slug>/andringskedja.jsonl", views.chain, name="chain"),
    path("<slug:slug>/lofte/<slug:address>/lofte.pdf", views.pdf, name="pdf"),
    path("<slug:slug>/lofte/<slug:address>/lofte.json", views.json, name="json"),
    path("<slug:slug>/lofte/<slug:address>/uppfoljning.json", views.follow_up, name="follow-up"),
    path("<slug:slug>/lofte/<slug:address>/andringar.atom", views.atom, name="atom"),
    path(
        "<slug:slug>/lofte/<slug:address>/atagande/<slug:key>/andringar.atom", views.part_atom, name="commitment-atom"
    ),
    path("<slug:slug>/lofte/<slug:address>/omrade/<slug:area>/andringar.atom", views.part_atom, name="area-atom"),
    path("<slug:slug>/lofte/<slug:address>/kalender.ics", views.ical, name="ical"),
]
