# `make check` is all that CI runs. The others use an environment made by the README's two commands.
.PHONY: check test format readme

check:
	bash .ci/run

test:
	.venv/bin/python -m pytest -q

format:
	.venv/bin/pip install -q -e '.[dev]'
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

readme:
	.venv/bin/python -m tools.readme
