# `make` alone lists the commands. Every command sets up what it needs: a virtual environment in .venv, from the pinned lists.

PYTHON ?= $(shell for python in python3.12 python3.11 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$python && break; done)
RUN := .venv/bin/python
ANY_PYTHON = $(firstword $(wildcard $(RUN)) $(PYTHON) python3)

QUERY ?= Explain photosynthesis for 8th grade students
GRADE ?= 8
MINUTES ?= 3
TARGET ?= local
N ?= 20
BURST ?= 200
SEED ?= 1
# Recipes read these from their environment, so that a question may hold quotes.
export QUERY GRADE MINUTES MESSAGE ID STUDENT TARGET URL NAME ROLE TENANT CLASSES ACCOUNT VERSION

PROJECT ?= $(GOOGLE_CLOUD_PROJECT)
REGION ?= us-central1
ENVIRONMENT ?= dev
COMMIT ?=
export PROJECT REGION ENVIRONMENT CONFIRM COMMIT
KEPT := .local/kept
TERRAFORM := terraform -chdir=infra/terraform
PLACE := -var-file="environments/$$ENVIRONMENT.tfvars" -var="project=$$PROJECT" -var="region=$$REGION"
STATE := -backend-config="bucket=$$PROJECT-vividly-state" -backend-config="prefix=$$ENVIRONMENT"

.DEFAULT_GOAL := help
.PHONY: help demo up down publish status events trace redrive smoke load chaos bench guard eval test unit lint \
	format package bootstrap api-key revoke-api-key student-id browser erase plan deploy destroy project confirmed \
	lock clean doctor audit terraform-init terraform-test release rollback coverage mutation docs hooks keep

help: ## list the commands
	@awk -F':.*## ' '/^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' \
		$(MAKEFILE_LIST)

##@ Use it

demo: .venv/ready ## a question becomes a lesson: QUERY="…" GRADE=8 MINUTES=3
	@$(RUN) -m infra.operate demo --query "$$QUERY" --grade "$$GRADE" --minutes "$$MINUTES"

up: .venv/ready ## start the local stack, with the page at http://127.0.0.1:8080
	@$(RUN) -m infra.local up

down: .venv/ready ## stop the local stack
	@$(RUN) -m infra.local down

##@ Operate it: TARGET=gcp PROJECT=… asks the cloud

publish: .venv/ready ## publish a message file straight to Pub/Sub: MESSAGE=file.json
	@$(RUN) -m infra.operate publish --message "$$MESSAGE" --target "$$TARGET" --project "$$PROJECT"

doctor: ## say what this machine lacks, or a project (TARGET=gcp PROJECT=…), and what to do about it
	@$(ANY_PYTHON) -m infra.doctor --target "$$TARGET" --project "$$PROJECT" --region "$$REGION"

status: .venv/ready ## show a request's record: ID=…
	@$(RUN) -m infra.operate status --id "$$ID" --target "$$TARGET" --project "$$PROJECT"

events: .venv/ready ## show what happened to a request: ID=…
	@$(RUN) -m infra.operate events --id "$$ID" --target "$$TARGET" --project "$$PROJECT"

smoke: .venv/ready ## make a lesson and verify its record, objects, captions and video: [URL=…]
	@$(RUN) -m infra.operate smoke --target "$$TARGET" --project "$$PROJECT"

trace: .venv/ready ## draw when each part of a request was worked on, here and as SVG: ID=…
	@$(RUN) -m infra.operate trace --id "$$ID" --target "$$TARGET" --project "$$PROJECT"

redrive: .venv/ready ## start a failed request again from its failed stage: ID=…
	@$(RUN) -m infra.operate redrive --id "$$ID" --target "$$TARGET" --project "$$PROJECT"

erase: .venv/ready ## show what is kept of a student, and erase it: STUDENT=… [CONFIRM=<the same again>]
	@$(RUN) -m infra.operate erase --student "$$STUDENT" --confirm "$$CONFIRM" --target "$$TARGET" --project "$$PROJECT"

api-key: .venv/ready ## make an API key for a server: NAME=… ROLE=operator|teacher [TENANT=… CLASSES=…]
	@$(RUN) -m infra.operate api-key --name "$$NAME" --role "$$ROLE" --tenant "$$TENANT" --classes "$$CLASSES" --target "$$TARGET" --project "$$PROJECT"

revoke-api-key: .venv/ready ## make an API key worthless: NAME=…
	@$(RUN) -m infra.operate revoke-api-key --name "$$NAME" --target "$$TARGET" --project "$$PROJECT"

student-id: .venv/ready ## show what Vividly calls an account of Identity Platform: ACCOUNT=… [TENANT=…]
	@$(RUN) -m infra.operate student-id --account "$$ACCOUNT" --tenant "$$TENANT" --target "$$TARGET" --project "$$PROJECT"

load: .venv/ready ## ask N questions at once, then BURST at 50 a second, and measure: N=20 BURST=200 [URL=…]
	@$(RUN) -m infra.operate load --count $(N) --burst $(BURST) --target "$$TARGET" --project "$$PROJECT"

##@ Check it

chaos: MINUTES = 10
chaos: .venv/ready-for-development ## kill, cut, delay and repeat everything: MINUTES=10 SEED=1
	@CHAOS_SEEDS=10000 $(RUN) -m pytest --quiet tests/chaos/test_crash_points.py -k random
	@$(RUN) -m infra.chaos --minutes "$$MINUTES" --seed "$(SEED)"

bench: .venv/ready ## measure speed, size, memory and cost, all or some: ONLY="rendering chain"
	@$(RUN) -m benchmarks $(ONLY)

guard: .venv/ready ## check that rendering is about as fast as it was, by two ratios
	@$(RUN) -m benchmarks.guard

eval: .venv/ready ## measure retrieval and check scripts over fixed questions
	@$(RUN) -m evaluation

test: .venv/ready-for-development ## run the whole test suite
	@$(RUN) -m pytest

unit: .venv/ready-for-development ## run the tests that need nothing but Python
	@$(RUN) -m pytest tests/unit tests/contract -m "not integration"

browser: ## install the browser that the pages are tested in, where there is none (Debian, as root)
	@$(ANY_PYTHON) -m tests.browser.chromium || \
		{ apt-get update --quiet=2 && apt-get install --quiet=2 --yes --no-install-recommends chromium; }

lint: .venv/ready-for-development ## check style, types, who imports whom, scripts, YAML, Terraform's format and documents
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@$(RUN) -m infra.documents --check
	@.venv/bin/shellcheck .ci/run infra/cloudbuild/step infra/cloudbuild/smoke infra/cloudbuild/conclude
	@.venv/bin/yamllint --strict .
	@if command -v terraform >/dev/null; then terraform fmt -check -recursive infra/terraform; fi

audit: .venv/ready-for-development ## look for known vulnerabilities in what is pinned; STRICT=1 fails where nobody can be asked
	@$(RUN) -m infra.packaging.audit $(if $(STRICT),--must-reach)

coverage: .venv/ready-for-development ## measure which branches no test takes, of functions/ and shared/
	@$(RUN) -m pytest tests/unit tests/contract tests/chaos/test_miniature.py tests/integration/functions/test_access.py \
		tests/integration/functions/test_signing_keys.py -m "not integration" \
		--cov --cov-report=html:out/coverage --cov-report=json:out/coverage.json
	@$(RUN) -m tests.branches

mutation: .venv/ready-for-development ## change one thing at a time, and see whether a test notices: ONLY="functions.write_script*"
	@.venv/bin/mutmut run $(ONLY)
	@.venv/bin/mutmut results

##@ Change it

format: .venv/ready-for-development ## format the code
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

docs: .venv/ready ## write what the documents say of the topology and the decisions
	@$(RUN) -m infra.documents

hooks: .venv/ready-for-development ## have the quick checks run before each commit
	@.venv/bin/pre-commit install

##@ Deploy it

package: .venv/ready ## build every function's source bundle in dist/
	@$(RUN) -m infra.packaging --output dist

bootstrap: project ## prepare an empty project for Terraform: PROJECT=… [REGION=us-central1]
	@gcloud services enable artifactregistry.googleapis.com cloudresourcemanager.googleapis.com firestore.googleapis.com \
		iam.googleapis.com pubsub.googleapis.com serviceusage.googleapis.com storage.googleapis.com --project="$$PROJECT"
	@for service in artifactregistry firestore pubsub; do \
		gcloud beta services identity create --service=$$service.googleapis.com --project="$$PROJECT" || exit 1; done
	@gcloud storage buckets describe "gs://$$PROJECT-vividly-state" --project="$$PROJECT" >/dev/null 2>&1 || \
		gcloud storage buckets create "gs://$$PROJECT-vividly-state" --project="$$PROJECT" --location="$$REGION" \
		--uniform-bucket-level-access --public-access-prevention
	@gcloud storage buckets update "gs://$$PROJECT-vividly-state" --versioning

terraform-init: project
	@$(TERRAFORM) init -input=false -reconfigure $(STATE)

terraform-test: ## run Terraform's own tests, with its provider and without a project
	@$(TERRAFORM) fmt -check -recursive
	@TF_DATA_DIR=.terraform/tests $(TERRAFORM) init -input=false -backend=false
	@TF_DATA_DIR=.terraform/tests $(TERRAFORM) test

plan: project package terraform-init ## show what a deployment would change: PROJECT=… [ENVIRONMENT=dev REGION=us-central1]
	@$(TERRAFORM) plan -input=false -out=vividly.tfplan $(PLACE)

deploy: ## carry out what `make plan` has shown
	@test -f infra/terraform/vividly.tfplan || { echo "Nothing is planned: make plan PROJECT=…"; exit 2; }
	@$(TERRAFORM) apply -input=false vividly.tfplan
	@rm infra/terraform/vividly.tfplan

keep: project .venv/ready ## keep what was deployed and verified, to go back to: PROJECT=… [ENVIRONMENT=dev COMMIT=…]
	@$(RUN) -m infra.rollback keep --project "$$PROJECT" --environment "$$ENVIRONMENT" \
		--commit "$${COMMIT:-$$(git rev-parse --short=12 HEAD)}"

rollback: project .venv/ready ## deploy again what was kept last, or of a commit: PROJECT=… [ENVIRONMENT=dev COMMIT=…]
	@$(RUN) -m infra.rollback fetch --project "$$PROJECT" --environment "$$ENVIRONMENT" --commit "$$COMMIT" --into $(KEPT)
	@terraform -chdir=$(KEPT)/infra/terraform init -input=false -reconfigure $(STATE)
	@terraform -chdir=$(KEPT)/infra/terraform apply -input=false -auto-approve $(PLACE)

destroy: confirmed package terraform-init ## remove a deployment, but no protected database or bucket: PROJECT=… CONFIRM=<the same again> [ENVIRONMENT=dev]
	@$(TERRAFORM) state list | grep '^google_storage_bucket\.bucket\[' | while read -r bucket; do \
		if $(TERRAFORM) state show -no-color "$$bucket" | grep -q 'force_destroy *= false'; then \
		echo "$$bucket is protected, and stays:" && $(TERRAFORM) state rm "$$bucket" || exit 1; fi; done
	@$(TERRAFORM) destroy -input=false -auto-approve $(PLACE)

confirmed: project
	@test "$$CONFIRM" = "$$PROJECT" || { echo "This removes Vividly from $$PROJECT. If you mean it: CONFIRM=$$PROJECT"; exit 2; }

project:
	@test -n "$$PROJECT" || { echo "Which project? PROJECT=…"; exit 2; }

##@ Keep it

lock: .venv/ready-for-development ## pin all dependencies again from the *.in files
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" requirements.in --output-file requirements.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" requirements-dev.in --output-file requirements-dev.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" requirements-checkov.in --output-file requirements-checkov.txt

release: .venv/ready-for-development ## check, write down and tag a version: VERSION=1.2.3
	@$(RUN) -m infra.release "$$VERSION"

clean: ## stop the stack, and remove the environment, caches and all that was made here
	@! test -f .venv/ready || $(RUN) -m infra.local down
	@rm -rf .venv .local dist out mutants .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		infra/terraform/.terraform infra/terraform/vividly.tfplan

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Vividly needs Python 3.11, 3.12 or 3.13 on the PATH: https://www.python.org/downloads/"; exit 1; }
	@echo "Creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "$(PYTHON) cannot make environments. On Debian or Ubuntu, as root:" \
		"apt-get install $(notdir $(PYTHON))-venv; elsewhere: https://www.python.org/downloads/"; exit 1; }

.venv/ready: requirements.txt | .venv/bin/python
	@echo "Installing what Vividly runs on (about a minute)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/ready-for-development: requirements-dev.txt .venv/ready
	@echo "Installing what the checks need"
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
