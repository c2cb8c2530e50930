from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    verbose_name = "Nhiệm vụ và tiến độ"

    def ready(self) -> None:
        from plans.groups import grant_on_migrate  # noqa: PLC0415 -- models may be imported only now
        from tasks.groups import GRANTS  # noqa: PLC0415

        grant_on_migrate(self, GRANTS)
