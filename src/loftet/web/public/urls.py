from django.urls import path

from loftet.web.public import views

app_name = "public"

urlpatterns = [
    path("", views.municipalities, name="municipalities"),
    path("robots.txt", views.robots, name="robots"),
    path("<slug:slug>/", views.start, name="start"),
    path("<slug:slug>/lofte/<slug:address>/", views.promise, name="promise"),
    path("<slug:slug>/lofte/<slug:address>/atagande/<slug:key>/", views.commitment, name="commitment"),
]
