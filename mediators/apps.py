from django.apps import AppConfig


class MediatorsConfig(AppConfig):
    name = "mediators"
    verbose_name = "Tổ hòa giải và hòa giải viên"

    def ready(self) -> None:
        from mediators import hamlets, law  # noqa: PLC0415 -- models may be imported only now
        from mediators.groups import GRANTS  # noqa: PLC0415
        from plans.groups import grant_on_migrate  # noqa: PLC0415

        hamlets.connect()
        law.connect(self)
        grant_on_migrate(self, GRANTS)
