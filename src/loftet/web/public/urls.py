from django.urls import path

from loftet.web.public import views

app_name = "public"

urlpatterns = [
    path("", views.municipalities, name="municipalities"),
    path("robots.txt", views.robots, name="robots"),
    path("sok/", views.search, name="search_all"),
    path("<slug:slug>/", views.start, name="start"),
    path("<slug:slug>/lofte/<slug:address>/", views.promise, name="promise"),
    path("<slug:slug>/lofte/<slug:address>/utgava/<int:number>/", views.promise, name="edition"),
    path("<slug:slug>/lofte/<slug:address>/atagande/<slug:key>/", views.commitment, name="commitment"),
    path("<slug:slug>/lofte/<slug:address>/jamfor/<slug:other>/", views.comparison, name="comparison"),
    path("<slug:slug>/overenskommelse/", views.agreement, name="agreements"),
    path("<slug:slug>/overenskommelse/<int:pk>/", views.agreement, name="agreement"),
    path("<slug:slug>/sok/", views.search, name="search"),
    path("<slug:slug>/tillganglighet/", views.accessibility, name="accessibility"),
    path("<slug:slug>/personuppgifter/", views.personal_data, name="personal_data"),
    path("<slug:slug>/oppna-data/", views.open_data, name="open_data"),
]
