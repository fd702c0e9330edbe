# Every target does its own set-up: nothing but Python 3.11 or later is needed beforehand.
.DEFAULT_GOAL := help
.PHONY: help venv demo test lint bench campaign mutants samples pictures guide looks lock clean
.PHONY: frozen frozen-try deb deb-try windows-installer windows-installer-try macos-image appimage appimage-try installers

PYTEST_FLAGS ?= -n auto --maxprocesses=4 --dist=loadfile

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 30

venv: ## make .venv from the locked packages
	@.ci/setup

demo: venv ## build the sample store and open it; without a display, make the pack and a picture
	@.ci/demo

test: lint ## everything that must pass before a change is handed in
	.venv/bin/python -m pytest $(PYTEST_FLAGS)

lint: venv ## style and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: venv ## measure start-up, import, pack and memory (SHORT=1: once each, to see that they run)
	@.ci/each tests/benchmarks "There is no benchmark yet." $(if $(SHORT),--short)

campaign: venv ## the long search for faults, too slow for every change
	@.ci/each tests/campaigns "There is no campaign yet."

mutants: venv ## change the rules one small thing at a time and see that a test notices (SHORT=1: a sample)
	@.venv/bin/python .ci/mutants.py $(if $(SHORT),--short)

samples: venv ## make the sample workbooks again
	@if [ -e .ci/samples.py ]; then .venv/bin/python .ci/samples.py; else echo "The sample workbooks have no generator yet."; fi

pictures: venv ## take the pictures of the README and the guide again (CHECK=1: only see that each has its scene)
	@.venv/bin/python .ci/pictures.py $(if $(CHECK),--check)

guide: venv ## build the guide for the web and for paper into build/guide
	@.venv/bin/mkdocs build --quiet --strict --config-file .ci/guide/mkdocs.yml && echo "build/guide/index.html"

LOOKS ?= /tmp/looks
looks: venv ## take pictures of every page and dialog in every look, to be looked at (LOOKS=folder)
	@.venv/bin/python .ci/every_page.py $(LOOKS)

lock: ## choose the locked versions again (UPGRADE=--upgrade takes the newest)
	@.ci/lock $(UPGRADE)

# What officers install: installers/README.md.
frozen: ## freeze the program into dist/scorecard-desktop (TABLE=write: say anew what is left out)
	@installers/linux/needs
	@installers/build_env
	@build/venv/bin/python installers/freeze.py $(if $(TABLE),--write-table)

frozen-try: venv ## play the whole job with the frozen program, and compare how fast it starts
	@installers/frozen/try_it

deb: ## make the Debian package of the frozen program
	@[ -x dist/scorecard-desktop/scorecard-desktop ] || $(MAKE) frozen
	@installers/linux/needs
	@build/venv/bin/python installers/debian/make_package.py

deb-try: ## install, use, remove and purge the package in a fresh bare Debian; needs root
	@ls dist/*.deb >/dev/null 2>&1 || $(MAKE) deb
	@installers/debian/try_it

windows-installer: ## make the installer for Windows of the folder frozen there (FOLDER=folder)
	@build/venv/bin/python installers/windows/make_installer.py $(if $(FOLDER),--folder "$(FOLDER)")

windows-installer-try: venv ## install, upgrade and remove under Wine, file by file and key by key
	@installers/windows/try_it

appimage: ## make one file that runs on any Linux as new as this one
	@[ -x dist/scorecard-desktop/scorecard-desktop ] || $(MAKE) frozen
	@installers/linux/needs
	@build/venv/bin/python installers/appimage/make_appimage.py

appimage-try: ## run it in a bare Debian; needs root, and make deb-try before it
	@ls dist/*.AppImage >/dev/null 2>&1 || $(MAKE) appimage
	@installers/appimage/try_it

macos-image: ## make the disk image of the bundle frozen on macOS
	@installers/macos/make_image

installers: ## all that can be built and tried here: what LONG=1 .ci/run does at its end
	$(MAKE) frozen
	$(MAKE) frozen-try
	$(MAKE) deb
	$(MAKE) deb-try
	$(MAKE) windows-installer-try
	$(MAKE) appimage
	$(MAKE) appimage-try

clean: ## remove what the other targets made
	rm -rf .venv .demo tests/support/axe/node_modules build dist mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
