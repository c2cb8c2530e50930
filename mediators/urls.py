"""Addresses of the rosters."""

from django.urls import path

from mediators.cases import line_views as case_lines
from mediators.cases import views as cases
from mediators.commendations import views as commendations
from mediators.decisions import editor
from mediators.decisions import views as decisions
from mediators.pay import rate_views as rates
from mediators.pay import views as pay
from mediators.people import views as people
from mediators.privacy import log_views as log
from mediators.privacy import views as anonymise
from mediators.roster_import import views as imports
from mediators.statistics import views as statistics
from mediators.support import views as supporters
from mediators.teams import views as teams
from mediators.training import coverage_views as coverage
from mediators.training import material_views as materials
from mediators.training import views as courses

app_name = "mediators"
AS_FILE = {"as_file": True}  # the rows of a list as a workbook
urlpatterns = [
    path("to-hoa-giai/", teams.team_list, name="team_list"),
    path("to-hoa-giai/xlsx/", teams.team_list, AS_FILE, name="team_xlsx"),
    path("to-hoa-giai/them/", teams.team_create, name="team_create"),
    path("to-hoa-giai/quy-dinh/", log.rules, name="rules"),
    path("to-hoa-giai/<int:pk>/", teams.team_detail, name="team_detail"),
    path("to-hoa-giai/<int:pk>/sua/", teams.team_edit, name="team_edit"),
    path("to-hoa-giai/<int:pk>/kien-toan/", decisions.team_prepare, name="team_prepare"),
    path("hoa-giai-vien/", people.mediator_list, name="mediator_list"),
    path("hoa-giai-vien/them/", people.mediator_create, name="mediator_create"),
    path("hoa-giai-vien/nhat-ky/", log.access_log, name="access_log"),
    path("hoa-giai-vien/an-danh/", anonymise.anonymise_list, name="anonymise_list"),
    path("hoa-giai-vien/an-danh/xac-nhan/", anonymise.anonymise_confirm, name="anonymise_confirm"),
    path("hoa-giai-vien/nhap/", imports.mediator_import, name="mediator_import"),
    path("hoa-giai-vien/nhap/mau/", imports.mediator_template, name="mediator_template"),
    path("hoa-giai-vien/nhap/<uuid:key>/", imports.import_preview, name="import_preview"),
    path("hoa-giai-vien/nhap/<uuid:key>/tep/", imports.import_marked, name="import_marked"),
    path("hoa-giai-vien/nhap/<uuid:key>/xac-nhan/", imports.import_confirm, name="import_confirm"),
    path("hoa-giai-vien/nhap/<uuid:key>/bo/", imports.import_cancel, name="import_cancel"),
    path("hoa-giai-vien/xuat/", imports.mediator_export, name="mediator_export"),
    path("hoa-giai-vien/<int:pk>/", people.mediator_detail, name="mediator_detail"),
    path("hoa-giai-vien/<int:pk>/sua/", people.mediator_edit, name="mediator_edit"),
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("quyet-dinh/xlsx/", decisions.decision_list, AS_FILE, name="decision_xlsx"),
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
    path("nguoi-ho-tro/xlsx/", supporters.supporter_list, AS_FILE, name="supporter_xlsx"),
    path("nguoi-ho-tro/luot/", supporters.support_list, name="support_list"),
    path("nguoi-ho-tro/luot/theo-to/", supporters.support_teams, name="support_teams"),
    path("nguoi-ho-tro/luot/them/", supporters.support_create, name="support_create"),
    path("nguoi-ho-tro/luot/xlsx/", supporters.support_list, AS_FILE, name="support_xlsx"),
    path("nguoi-ho-tro/luot/<int:pk>/sua/", supporters.support_edit, name="support_edit"),
    path("nguoi-ho-tro/luot/<int:pk>/xoa/", supporters.support_delete, name="support_delete"),
    path("nguoi-ho-tro/<int:pk>/", supporters.supporter_detail, name="supporter_detail"),
    path("nguoi-ho-tro/<int:pk>/sua/", supporters.supporter_edit, name="supporter_edit"),
    path("nguoi-ho-tro/<int:pk>/xoa/", supporters.supporter_delete, name="supporter_delete"),
    path("khen-thuong/", commendations.commendation_list, name="commendation_list"),
    path("khen-thuong/them/", commendations.commendation_create, name="commendation_create"),
    path("khen-thuong/xlsx/", commendations.commendation_list, AS_FILE, name="commendation_xlsx"),
    path(
        "khen-thuong/goi-y/",
        commendations.commendation_suggestions,
        name="commendation_suggestions",
    ),
    path(
        "khen-thuong/goi-y/danh-sach/",
        commendations.commendation_proposal,
        name="commendation_proposal",
    ),
    path(
        "khen-thuong/goi-y/danh-sach/docx/",
        commendations.commendation_proposal_docx,
        name="commendation_proposal_docx",
    ),
    path("khen-thuong/<int:pk>/", commendations.commendation_detail, name="commendation_detail"),
    path("khen-thuong/<int:pk>/sua/", commendations.commendation_edit, name="commendation_edit"),
    path(
        "khen-thuong/<int:pk>/xoa/", commendations.commendation_delete, name="commendation_delete"
    ),
    path("vu-viec/", cases.case_list, name="case_list"),
    path("vu-viec/tep/", cases.case_list, AS_FILE, name="case_export"),
    path("vu-viec/them/", cases.case_create, name="case_create"),
    path("vu-viec/nhap/", case_lines.case_enter, name="case_enter"),
    path("vu-viec/nhap/<int:year>/", case_lines.case_lines, name="case_lines"),
    path("vu-viec/nhap/<int:year>/<int:team_pk>/", case_lines.case_lines, name="case_lines"),
    path("vu-viec/<int:pk>/", cases.case_detail, name="case_detail"),
    path("vu-viec/<int:pk>/sua/", cases.case_edit, name="case_edit"),
    path("vu-viec/<int:pk>/xoa/", cases.case_delete, name="case_delete"),
    path("tap-huan/", courses.course_list, name="course_list"),
    path("tap-huan/xlsx/", courses.course_list, AS_FILE, name="course_xlsx"),
    path("tap-huan/them/", courses.course_create, name="course_create"),
    path("tap-huan/do-phu/", coverage.coverage_page, name="coverage"),
    path("tap-huan/do-phu/xlsx/", coverage.coverage_page, AS_FILE, name="coverage_xlsx"),
    path("tap-huan/do-phu/chua/", coverage.untrained_list, name="untrained_list"),
    path("tap-huan/do-phu/chua/xlsx/", coverage.untrained_list, AS_FILE, name="untrained_xlsx"),
    path("tap-huan/tai-lieu/", materials.material_list, name="material_list"),
    path("tap-huan/tai-lieu/xlsx/", materials.material_list, AS_FILE, name="material_xlsx"),
    path("tap-huan/tai-lieu/them/", materials.material_create, name="material_create"),
    path("tap-huan/tai-lieu/<int:pk>/", materials.material_detail, name="material_detail"),
    path("tap-huan/tai-lieu/<int:pk>/sua/", materials.material_edit, name="material_edit"),
    path("tap-huan/tai-lieu/<int:pk>/xoa/", materials.material_delete, name="material_delete"),
    path("tap-huan/tai-lieu/<int:pk>/cap/", materials.material_give, name="material_give"),
    path(
        "tap-huan/tai-lieu/<int:pk>/thu-hoi/",
        materials.material_take_back,
        name="material_take_back",
    ),
    path("tap-huan/<int:pk>/", courses.course_detail, name="course_detail"),
    path("tap-huan/<int:pk>/sua/", courses.course_edit, name="course_edit"),
    path("tap-huan/<int:pk>/xoa/", courses.course_delete, name="course_delete"),
    path("tap-huan/<int:pk>/moi/", courses.course_invite, name="course_invite"),
    path("tap-huan/<int:pk>/bo/", courses.course_take_off, name="course_take_off"),
    path("tap-huan/<int:pk>/diem-danh/", courses.course_attendance, name="course_attendance"),
    path("tap-huan/<int:pk>/bo-diem-danh/", courses.course_forget, name="course_forget"),
    path("tap-huan/<int:pk>/ky-ten/", courses.course_sheet, name="course_sheet"),
    path("tap-huan/<int:pk>/ky-ten/tep/", courses.course_paper, name="course_paper"),
    path("thong-ke/", statistics.statistics_teams, name="statistics_teams"),
    path("thong-ke/ket-qua/", statistics.statistics_results, name="statistics_results"),
    path("thong-ke/tep/", statistics.statistics_xlsx, name="statistics_xlsx"),
    path("thong-ke/khu-pho-ap/", statistics.statistics_hamlets, name="statistics_hamlets"),
    path(
        "thong-ke/khu-pho-ap/tep/",
        statistics.statistics_hamlets_xlsx,
        name="statistics_hamlets_xlsx",
    ),
    path("chi-tieu/", statistics.target_list, name="target_list"),
    path("chi-tieu/xlsx/", statistics.target_list, AS_FILE, name="target_xlsx"),
    path("thu-lao/", pay.pay_due, name="pay_due"),
    path("thu-lao/ky-nhan/", pay.pay_list, name="pay_list"),
    path("thu-lao/bang-ke/", pay.pay_export, name="pay_export"),
    path("thu-lao/da-chi/", pay.payment_list, name="payment_list"),
    path("thu-lao/da-chi/tep/", pay.payment_list, AS_FILE, name="payment_export"),
    path("thu-lao/da-chi/hoan-tac/", pay.payment_undo, name="payment_undo"),
    path("thu-lao/muc-chi/", rates.rate_list, name="rate_list"),
    path("thu-lao/muc-chi/xlsx/", rates.rate_list, AS_FILE, name="rate_xlsx"),
    path("thu-lao/muc-chi/them/", rates.rate_create, name="rate_create"),
    path("thu-lao/muc-chi/<int:pk>/ket-thuc/", rates.rate_end, name="rate_end"),
    path("thu-lao/muc-chi/<int:pk>/xoa/", rates.rate_delete, name="rate_delete"),
]
