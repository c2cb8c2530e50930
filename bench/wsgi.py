"""The application as gunicorn serves it to ``bench.memory``."""

from bench.environment import start

start()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 -- Django is set up above

application = WSGIHandler()
