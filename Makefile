# `make` builds the site into site/, `make test` tests it. Both install what they need, the first time.

# Material prints a notice about MkDocs 2 with every build; this project stays with 1.6 (pyproject.toml says why).
export NO_MKDOCS_2_WARNING = 1

.PHONY: guided load bench cms edit figures imports killed fuzz pictures supply privacy site test test-pdf test-portal test-speed serve git lint lock clean clean-cache ready ready-test ready-portal

site: ready
	@.venv/bin/python -m bulletin.building

# The linters first: they take two seconds. Then a browser and whole builds of the site, files of tests side by side,
# in their own order: sorted by number, the files with a few long tests would come last and leave one core idle.
test: lint
	@.venv/bin/pytest -n auto --dist loadfile --no-loadscope-reorder

# Every notice that the repository ships, and a set made to break things, through veraPDF (Java): PDF/A-3a and PDF/UA-1.
test-pdf:
	@sh setup/ready.sh pdf
	@.venv/bin/pytest -m vera

# The portal alone, by axe-core, the Nu HTML checker and Lighthouse: some minutes. Pictures of it: .cache/pictures/.
test-portal: ready-portal
	@.venv/bin/pytest -n auto --dist loadfile -m "audit and not speed" tests/test_audits.py tests/test_cms_browser.py tests/test_cms_local.py tests/test_pictures.py

# Lighthouse's score of performance, which depends on how fast this machine is and what else it does: not for CI.
test-speed: ready-portal
	@.venv/bin/pytest -m speed tests/test_audits.py

# The script of the editing page, for sites whose settings ask for that page.
cms: ready
	@.venv/bin/python setup/cms.py

# The pictures of the READMEs and guides, of what the program makes today. With `make cms` first, those of the editing page too.
pictures: ready-test
	@.venv/bin/python tests/pictures.py

# The editing page on this machine: what is saved there is written into bulletins/. Needs Node, and `kind: local` or a git host.
edit: cms
	@sh setup/edit.sh

serve: ready
	@.venv/bin/mkdocs serve

# Teaches this clone to compare Chinese prose: `git diff`, `git log -p`, `git diff --word-diff` (.gitattributes says for what).
git: ready
	@sh setup/git.sh

lint: ready-test
	@.venv/bin/ruff check
	@.venv/bin/mypy

ready:
	@sh setup/ready.sh

ready-test:
	@sh setup/ready.sh test

ready-portal:
	@sh setup/ready.sh portal

# Newest versions that pyproject.toml allows. `uv` must be on the path (pip install uv).
UV = uv pip compile -q --upgrade --universal --fork-strategy fewest --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock" --extra build
lock:
	$(UV) pyproject.toml -o requirements.lock
	$(UV) --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

# How well the prose is read: over real bulletins, where they are at hand; the scores go to docs/figures.md.
figures: ready-test
	@.venv/bin/python measure/figures.py --write

# How fast it is, beside its peers, which get an environment of their own; the figures go to docs/performance.md.
COUNT = 1 100
bench: ready-test
	@.venv/bin/python measure/bench.py --write --count $(COUNT)

# How well documents are imported, in every format; the scores go to docs/imports.md.
imports: ready-test
	@.venv/bin/python measure/imports.py --write

# How well what is a person's is told from what is not, over generated numbers; the rates go to docs/privacy.md.
privacy: ready-test
	@.venv/bin/python measure/privacy.py --write

# Whole builds killed at two hundred random moments; some minutes.
killed: ready-test
	@.venv/bin/python measure/killed.py

# Sources and documents damaged at random, MINUTES long: nothing raises, hangs, or takes more than its memory.
MINUTES = 5
fuzz: ready-test
	@.venv/bin/python measure/fuzz.py --minutes $(MINUTES)

# The same by a fuzzer that watches which branches run, MINUTES for each TARGETS (all if none is named); it gets a place of its own.
TARGETS =
guided: ready-test
	@.venv/bin/python measure/guided.py --minutes $(MINUTES) $(TARGETS)

# What takes more than its share of time when it is larger, and every pattern over texts made against it; an hour.
load: ready-test
	@.venv/bin/python measure/regexes.py
	@.venv/bin/python measure/growth.py

# Licences into docs/licences.md, a bill of materials, and what is known against the locked packages.
supply: ready
	@sh setup/supply.sh

# What the build made; .venv/ and fonts/ stay.
clean:
	rm -rf site .site.* .cache

# What it keeps so as not to make it again. It is never out of date, so that nobody needs this.
clean-cache:
	rm -rf .cache/kept .cache/notices .cache/clean .cache/site .cache/stamp
