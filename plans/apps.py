from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch, cơ quan, cán bộ"

    def ready(self) -> None:
        from plans import groups  # noqa: PLC0415 -- models may be imported only now

        groups.connect(self)
