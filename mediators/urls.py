"""Addresses of the rosters."""

from django.urls import path

from mediators.views import decisions, editor, log, people, supporters, teams

app_name = "mediators"
urlpatterns = [
    path("to-hoa-giai/", teams.team_list, name="team_list"),
    path("to-hoa-giai/them/", teams.team_create, name="team_create"),
    path("to-hoa-giai/quy-dinh/", log.rules, name="rules"),
    path("to-hoa-giai/<int:pk>/", teams.team_detail, name="team_detail"),
    path("to-hoa-giai/<int:pk>/sua/", teams.team_edit, name="team_edit"),
    path("to-hoa-giai/<int:pk>/kien-toan/", teams.team_prepare, name="team_prepare"),
    path("hoa-giai-vien/", people.mediator_list, name="mediator_list"),
    path("hoa-giai-vien/them/", people.mediator_create, name="mediator_create"),
    path("hoa-giai-vien/nhat-ky/", log.access_log, name="access_log"),
    path("hoa-giai-vien/<int:pk>/", people.mediator_detail, name="mediator_detail"),
    path("hoa-giai-vien/<int:pk>/sua/", people.mediator_edit, name="mediator_edit"),
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("quyet-dinh/them/", decisions.decision_create, name="decision_create"),
    path("quyet-dinh/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("quyet-dinh/<int:pk>/sua/", decisions.decision_edit, name="decision_edit"),
    path("quyet-dinh/<int:pk>/to/", editor.decision_choose, name="decision_choose"),
    path("quyet-dinh/<int:pk>/to/<int:team_pk>/", editor.decision_team, name="decision_team"),
    path("quyet-dinh/<int:pk>/ban-hanh/", decisions.decision_enact, name="decision_enact"),
    path("quyet-dinh/<int:pk>/hoan-tac/", decisions.decision_undo, name="decision_undo"),
    path("quyet-dinh/<int:pk>/xoa/", decisions.decision_delete, name="decision_delete"),
    path("quyet-dinh/<int:pk>/van-ban/", decisions.decision_paper, name="decision_paper"),
    path("quyet-dinh/<int:pk>/de-nghi/", decisions.decision_proposal, name="decision_proposal"),
    path("nguoi-ho-tro/", supporters.supporter_list, name="supporter_list"),
    path("nguoi-ho-tro/them/", supporters.supporter_create, name="supporter_create"),
    path("nguoi-ho-tro/xlsx/", supporters.supporter_xlsx, name="supporter_xlsx"),
    path("nguoi-ho-tro/luot/", supporters.support_list, name="support_list"),
    path("nguoi-ho-tro/luot/theo-to/", supporters.support_teams, name="support_teams"),
    path("nguoi-ho-tro/luot/them/", supporters.support_create, name="support_create"),
    path("nguoi-ho-tro/luot/xlsx/", supporters.support_xlsx, name="support_xlsx"),
    path("nguoi-ho-tro/luot/<int:pk>/sua/", supporters.support_edit, name="support_edit"),
    path("nguoi-ho-tro/luot/<int:pk>/xoa/", supporters.support_delete, name="support_delete"),
    path("nguoi-ho-tro/<int:pk>/", supporters.supporter_detail, name="supporter_detail"),
    path("nguoi-ho-tro/<int:pk>/sua/", supporters.supporter_edit, name="supporter_edit"),
    path("nguoi-ho-tro/<int:pk>/xoa/", supporters.supporter_delete, name="supporter_delete"),
]
