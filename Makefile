# "make help" tells what there is. Nothing but Python 3.11-3.13 with venv is needed to run.
PYTHON ?= python3
HOST   ?= 127.0.0.1
PORT   ?= 8000
UV     ?= uv
VENV   := .venv
BIN    := $(VENV)/bin
PIP     = $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all:

# The environment stands for one version of Python: asked for another, it is built anew.
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
RUN     := $(VENV)/.run-$(VERSION)
DEV     := $(VENV)/.dev-$(VERSION)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(RUN): requirements.lock
	@case '$(VERSION)' in 3.11|3.12|3.13) ;; *) echo "Cần Python 3.11, 3.12 hoặc 3.13 (đây là '$(VERSION)'): make PYTHON=python3.12 ..." >&2; exit 1;; esac
	@echo "Đang dựng môi trường Python $(VERSION) trong $(VENV) ..."
	@test -x $(BIN)/python$(VERSION) || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@$(PIP) -r requirements-dev.lock
	@touch $@

.PHONY: install
install: $(DEV) ## build the environment in .venv


# To try it on this machine: a secret of its own, no certificate, sample data in a new database.

TRIAL_HOSTS := localhost,127.0.0.1,[::1],$(HOST)

.PHONY: run
run: export PLAIN_HTTP := 1
run: export ALLOWED_HOSTS := $(or $(ALLOWED_HOSTS),$(TRIAL_HOSTS))
run: export SECRET_KEY = $(shell cat var/secret-key 2>/dev/null)
run: $(RUN) var/secret-key var/.collected ## serve it on this machine, with sample data: HOST, PORT
	@$(BIN)/python -c 'import socket, sys; sys.exit("Cổng $(PORT) đang được chương trình khác dùng: hãy chạy lại với cổng khác, ví dụ  make run PORT=8001" if socket.socket().connect_ex(("$(HOST)", $(PORT))) == 0 else 0)'
	@$(BIN)/python manage.py migrate --verbosity 0 --skip-checks
	@$(BIN)/python manage.py load_sample --if-empty --skip-checks
	@printf '\nSổ Kế hoạch đang chạy tại  http://%s:%s/   (dừng: Ctrl+C)\n\n' '$(HOST)' '$(PORT)'
	@exec $(BIN)/python -m gunicorn config.wsgi --bind '$(HOST):$(PORT)' --worker-class gthread --workers 2 --threads 2 --log-level warning --no-control-socket

var/secret-key: | $(RUN)
	@mkdir -p var
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

var/.collected: $(RUN) var/secret-key $(shell find static)
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@


# Tests run on SQLite, then on a PostgreSQL that pytest starts itself; the browser's once.

IN_TWO = --quiet --numprocesses 2 --dist worksteal
PYTEST = $(BIN)/python -m pytest $(IN_TWO)

.PHONY: test
test: $(DEV) ## every test: SQLite, browser, PostgreSQL
	@$(BIN)/python -m tests.browser
	$(PYTEST)
	$(PYTEST) --pg -m 'not browser'

.PHONY: test-fast
test-fast: export FEW_EXAMPLES := 1
test-fast: $(DEV) ## the inner loop: SQLite, no browser; one folder: T=tests/tasks/grid
	$(PYTEST) -m 'not browser' $(T)

# The tests keep a clock of their own: on whatever day the machine stands, they pass.
.PHONY: days
days: $(DEV) ## the tests marked "day" under four false clocks of the machine
	@$(BIN)/python -m tests.days $(IN_TWO) -m day

.PHONY: any-day
any-day: $(DEV) ## every test without the browser's, on SQLite, at each of the four days
	@$(BIN)/python -m tests.days $(IN_TWO) -m 'not browser'

.PHONY: newest
newest: ## the tests on the newest Django, where its Python is present; decides nothing
	@$(PYTHON) -m tests.newest

TEMPLATES = $(shell find templates -name '*.html')

# With the settings of a server; what they hold is thrown away.
.PHONY: check
check: export DEBUG := 0
check: export PLAIN_HTTP := 0
check: export BEHIND_PROXY := 0
check: export DATABASE_URL := sqlite://:memory:
check: export SECRET_KEY = $(shell $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')
check: $(DEV) ## lint, format, types, migrations, deployment settings; changes nothing
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	@$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy
	$(BIN)/python -W error manage.py makemigrations --check --dry-run
	$(BIN)/python -W error manage.py check --deploy --fail-level WARNING

.PHONY: fix
fix: $(DEV) ## change what lint and format can change by themselves
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES)

.PHONY: bench
bench: $(DEV) ## cost of the pages beside a bare Django page, growth, memory
	@$(BIN)/python -m bench

.PHONY: lock
lock: ## pin requirements*.in with hashes and without hosts; needs uv
	for name in requirements requirements-dev; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url $$name.in -o $$name.lock || exit 1; \
	done
