"""Figures with their origin: everything under /arbetsyta/<kommun>/siffror/."""

from django.urls import path

from loftet.web.workspace import deliveries, figure_files, figures

urlpatterns = [
    path("", figures.figures, name="figures"),
    path("serie/<int:pk>/<int:months>/", figures.series, name="figure_series"),
    path("tal/<int:pk>/", figures.figure, name="figure"),
    path("las-in/", figure_files.read, name="read_figures"),
    path("hamta/<str:service>/", figure_files.fetch, name="fetch_figures"),
    path("vantar/<int:pk>/", figure_files.waiting, name="waiting_file"),
    path("vantar/<int:pk>/udda-rader/", figure_files.odd_rows, name="odd_rows"),
    path("vantar/<int:pk>/kasta/", figure_files.discard, name="discard_file"),
    path("leveranser/", deliveries.deliveries, name="deliveries"),
    path("leveranser/<int:pk>/", deliveries.delivery, name="delivery"),
    path("leveranser/<int:pk>/fil/", deliveries.delivered_file, name="delivered_file"),
]
