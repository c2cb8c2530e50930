"""Addresses of the work: plural nouns without marks, a key, a final slash; commands are verbs."""

from django.urls import path

from tasks.assignments import views as assignments
from tasks.backlog import views as backlog
from tasks.cell import views as task_years
from tasks.dashboard import views as dashboard
from tasks.directions import views as leadership
from tasks.documents import views as documents
from tasks.duties import views as duties
from tasks.funding import views as funding
from tasks.grid import views as year_grid
from tasks.history import views as history
from tasks.meeting import views as meeting
from tasks.my_work import home
from tasks.my_work import views as my_work
from tasks.plan import views as plans
from tasks.plan_import import views as plan_import
from tasks.programme import communication_views as communication
from tasks.programme import views as programme
from tasks.reminders import views as reminders
from tasks.task import views as task
from tasks.task_list import views as task_list

app_name = "tasks"
AS_FILE = {"as_file": True}  # the rows of a list as a workbook
urlpatterns = [
    path("", home.home, name="home"),
    path("viec-cua-toi/", my_work.my_work, name="my_work"),
    path("viec-cua-toi/xlsx/", my_work.my_work_xlsx, name="my_work_xlsx"),
    path("nhac-viec/", reminders.reminder_list, name="reminder_list"),
    path("nhac-viec/da-xem/", reminders.reminders_see, name="reminders_see"),
    path("nhac-viec/thu/", reminders.reminder_mail, name="reminder_mail"),
    path("nhac-viec/danh-sach/", reminders.reminder_paper, name="reminder_paper"),
    path("nhac-viec/danh-sach/docx/", reminders.reminder_docx_file, name="reminder_docx"),
    path("tong-quan/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/xlsx/", dashboard.dashboard_xlsx, name="dashboard_xlsx"),
    path("lich-su/", history.history, name="history"),
    path("lich-su/xlsx/", history.history_xlsx, name="history_xlsx"),
    path("bang-theo-doi/", year_grid.year_grid, name="year_grid"),
    path("bang-theo-doi/xlsx/", year_grid.year_grid_xlsx, name="year_grid_xlsx"),
    path("nhiem-vu/", task_list.task_list, name="task_list"),
    path("nhiem-vu/xlsx/", task_list.task_list_xlsx, name="task_list_xlsx"),
    path("nhiem-vu/<int:pk>/", task.task_detail, name="task_detail"),
    path("nhiem-vu/<int:pk>/danh-sach/", task.task_rosters, name="task_rosters"),
    # Who answers for what
    path("phan-cong/", assignments.assignment_list, name="assignment_list"),
    path("phan-cong/xlsx/", assignments.assignment_xlsx, name="assignment_xlsx"),
    path("phan-cong/giao/", assignments.assignment_create, name="assignment_create"),
    path("phan-cong/<int:pk>/ket-thuc/", assignments.assignment_end, name="assignment_end"),
    path("phan-cong/nhiem-vu/<int:pk>/", assignments.assignment_history, name="assignment_history"),
    path("nhap-ban-dau/", backlog.backlog, name="backlog"),
    # One task in one year
    path("nhiem-vu-nam/<int:pk>/", task_years.task_year_detail, name="task_year_detail"),
    path(
        "nhiem-vu-nam/<int:pk>/khong-thay-doi/",
        task_years.task_year_unchanged,
        name="task_year_unchanged",
    ),
    path("nhiem-vu-nam/<int:pk>/doi-han/", task_years.due_date_change, name="due_date_change"),
    path(
        "nhiem-vu-nam/<int:pk>/them-ket-qua-phoi-hop/",
        task_years.contribution_create,
        name="contribution_create",
    ),
    path(
        "nhiem-vu-nam/<int:pk>/de-nghi-phoi-hop/",
        task_years.contribution_request,
        name="contribution_request",
    ),
    path(
        "ket-qua-phoi-hop/<int:pk>/sua/", task_years.contribution_update, name="contribution_update"
    ),
    # What leadership asks and confirms
    path("nhiem-vu-nam/<int:pk>/chi-dao/", leadership.direction_create, name="direction_create"),
    path("chi-dao/<int:pk>/tra-loi/", leadership.direction_answer, name="direction_answer"),
    path("chi-dao/<int:pk>/ket-thuc/", leadership.direction_close, name="direction_close"),
    path("nhiem-vu-nam/<int:pk>/xac-nhan/", leadership.result_confirm, name="result_confirm"),
    path("nhiem-vu-nam/<int:pk>/tra-lai/", leadership.result_return, name="result_return"),
    path(
        "ke-hoach/<int:pk>/xac-nhan/<int:year>/", leadership.results_confirm, name="results_confirm"
    ),
    # The year's programme, what was published, money
    path("chuong-trinh/", programme.programme, name="programme"),
    path("chuong-trinh/docx/", programme.programme_docx, name="programme_docx"),
    path("chuong-trinh/xlsx/", programme.programme_xlsx, name="programme_xlsx"),
    path("chuong-trinh/chep/", programme.programme_copy, name="programme_copy"),
    path(
        "nhiem-vu-nam/<int:pk>/them-hoat-dong/", programme.activity_create, name="activity_create"
    ),
    path("nhiem-vu-nam/<int:pk>/lay-tu-ke-hoach/", programme.activity_offer, name="activity_offer"),
    path("hoat-dong/<int:pk>/sua/", programme.activity_edit, name="activity_edit"),
    path("hoat-dong/<int:pk>/da-lam/", programme.activity_done, name="activity_done"),
    path("hoat-dong/<int:pk>/chua-lam/", programme.activity_undone, name="activity_undone"),
    path("hoat-dong/<int:pk>/lam-minh-chung/", programme.activity_cite, name="activity_cite"),
    path("hoat-dong/<int:pk>/xoa/", programme.activity_delete, name="activity_delete"),
    path("truyen-thong/", communication.communication, name="communication"),
    path("truyen-thong/xlsx/", communication.communication, AS_FILE, name="communication_xlsx"),
    path("truyen-thong/them/", communication.communication_create, name="communication_create"),
    path("kinh-phi/", funding.funding, name="funding"),
    path("kinh-phi/danh-sach/xlsx/", funding.funding_list_xlsx, name="funding_list_xlsx"),
    path("kinh-phi/xlsx/", funding.funding_xlsx, name="funding_xlsx"),
    path("nhiem-vu-nam/<int:pk>/them-kinh-phi/", funding.funding_create, name="funding_create"),
    path("kinh-phi/<int:pk>/sua/", funding.funding_edit, name="funding_edit"),
    path("kinh-phi/<int:pk>/xoa/", funding.funding_delete, name="funding_delete"),
    path("minh-chung/<int:pk>/go/", task_years.evidence_remove, name="evidence_remove"),
    path("van-ban/", documents.document_list, name="document_list"),
    path("van-ban/xlsx/", documents.document_list, AS_FILE, name="document_xlsx"),
    path("van-ban/<int:pk>/tep/", documents.document_file, name="document_file"),
    # For the meeting
    path("giao-ban/", meeting.meeting_sheet, name="meeting_sheet"),
    path("giao-ban/docx/", meeting.meeting_docx, name="meeting_docx"),
    path("chua-cap-nhat/", meeting.silence, name="silence"),
    path("chua-cap-nhat/xlsx/", meeting.silence_xlsx, name="silence_xlsx"),
    # The plan
    path("ke-hoach/", plans.plan_list, name="plan_list"),
    path("ke-hoach/nhap/", plan_import.plan_import, name="plan_import"),
    path("ke-hoach/nhap/<uuid:key>/", plan_import.plan_preview, name="plan_preview"),
    path("ke-hoach/nhap/<uuid:key>/bo/", plan_import.plan_import_cancel, name="plan_import_cancel"),
    path("ke-hoach/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/luu-y/<int:finding_pk>/", plans.finding_settle, name="finding_settle"),
    # Whom the plan binds to what
    path("trach-nhiem/", duties.duties, name="duties"),
    path("trach-nhiem/xlsx/", duties.duties_xlsx, name="duties_xlsx"),
    path("trach-nhiem/<int:pk>/<int:year>/", duties.duty_note, name="duty_note"),
    path("trach-nhiem/<int:pk>/<int:year>/xoa/", duties.duty_note_delete, name="duty_note_delete"),
    path(
        "trach-nhiem/ke-hoach/<int:pk>/<int:year>/<slug:kind>/",
        duties.yearly_duty,
        name="yearly_duty",
    ),
    path(
        "trach-nhiem/ke-hoach/<int:pk>/<int:year>/<slug:kind>/xoa/",
        duties.yearly_duty_delete,
        name="yearly_duty_delete",
    ),
]
