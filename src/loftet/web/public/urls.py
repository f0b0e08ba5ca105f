from django.urls import path

from loftet.web.public import figures, following, picture, safety_walk, speaking, views

app_name = "public"

urlpatterns = [
    path("", views.municipalities, name="municipalities"),
    path("robots.txt", views.robots, name="robots"),
    path("sok/", views.search, name="search_all"),
    path("<slug:slug>/", views.start, name="start"),
    path("<slug:slug>/lofte/<slug:address>/", views.promise, name="promise"),
    path("<slug:slug>/lofte/<slug:address>/utgava/<int:number>/", views.promise, name="edition"),
    path(
        "<slug:slug>/lofte/<slug:address>/utgava/<int:number>/andringar/", views.edition_changes, name="edition_changes"
    ),
    path("<slug:slug>/lofte/<slug:address>/atagande/<slug:key>/", views.commitment, name="commitment"),
    path("<slug:slug>/lofte/<slug:address>/jamfor/<slug:other>/", views.comparison, name="comparison"),
    path("<slug:slug>/lofte/<slug:address>/folj/", following.follow, name="follow"),
    path("<slug:slug>/lofte/<slug:address>/atagande/<slug:key>/folj/", following.follow, name="follow_commitment"),
    path("<slug:slug>/lofte/<slug:address>/omrade/<slug:area>/folj/", following.follow, name="follow_area"),
    path("<slug:slug>/folj/skickat/", following.sent, name="follow_sent"),
    path("<slug:slug>/folj/bekrafta/<str:token>/", following.confirm, name="follow_confirm"),
    path("<slug:slug>/folj/sluta/<str:token>/", following.leave, name="leave"),
    path("<slug:slug>/folj/avsluta/<str:token>/", following.leave_from_letter, name="leave_from_letter"),
    path("<slug:slug>/overenskommelse/", views.agreement, name="agreements"),
    path("<slug:slug>/overenskommelse/<int:pk>/", views.agreement, name="agreement"),
    path("<slug:slug>/siffror/", figures.figures, name="figures"),
    path("<slug:slug>/siffror/<int:pk>/<int:months>/", figures.series, name="series"),
    path("<slug:slug>/lagesbild/", picture.picture, name="pictures"),
    path("<slug:slug>/lagesbild/<str:name>/", picture.picture, name="picture"),
    path("<slug:slug>/tyck-till/", speaking.speak, name="speak"),
    path("<slug:slug>/tyck-till/tack/", speaking.thanks, name="speak_thanks"),
    path("<slug:slug>/ni-sa/", speaking.answers, name="answers"),
    path("<slug:slug>/vandringar/", safety_walk.walks, name="safety_walks"),
    path("<slug:slug>/vandringar/<int:pk>/", safety_walk.walk, name="safety_walk"),
    path("<slug:slug>/sa-bedoms-det/", views.how_it_is_judged, name="how_it_is_judged"),
    path("<slug:slug>/andringskedja/", views.chain_of_changes, name="chain_of_changes"),
    path("<slug:slug>/sok/", views.search, name="search"),
    path("<slug:slug>/tillganglighet/", views.accessibility, name="accessibility"),
    path("<slug:slug>/personuppgifter/", views.personal_data, name="personal_data"),
    path("<slug:slug>/oppna-data/", views.open_data, name="open_data"),
]
