# Needs Python 3.11 or newer and nothing else; everything is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo tesseract chromium test lint types unit train train-encoder docs golden evaluate benchmark clean

help:  ## show this help
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: .venv/.installed  ## parse three licenses: a summary on the screen, records in demo-out/
	$(BIN)/extractor parse corpus/demo --format summary
	$(BIN)/extractor parse corpus/demo -o demo-out
	@echo "The full records are in demo-out/*.json"

tesseract:  ## the program that reads scans, by apt-get; elsewhere it has to be installed by hand
	@command -v tesseract >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "no apt-get here: install Tesseract by hand (tesseract-ocr)" >&2; exit 1; }; \
	  root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$root apt-get update -qq && $$root apt-get install -qq -y --no-install-recommends tesseract-ocr tesseract-ocr-eng tesseract-ocr-osd; }

chromium:  ## the browser that the tests open the HTML pages in, by apt-get; elsewhere it has to be installed by hand
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "no apt-get here: install Chromium by hand" >&2; exit 1; }; \
	  root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$root apt-get update -qq && $$root apt-get install -qq -y --no-install-recommends chromium; }

test: lint types unit  ## lint, types, tests and the corpus check

lint: .venv/.installed  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.installed  ## mypy, strict
	$(BIN)/mypy

unit: .venv/.installed  ## pytest, and the corpus against the guideline
	$(BIN)/python -m corpus check
	$(BIN)/pytest

train: .venv/.installed  ## corpus in, models/artifact and its card out; the same bytes each time
	$(BIN)/python -m models.train
	$(BIN)/python -m models.terms

train-encoder: .venv/.installed  ## fine-tune the encoder (about half an hour on two cores), then train
	$(BIN)/python -m pip install --quiet --editable '.[dev,encoder]'
	$(BIN)/python -m models.train_encoder
	$(BIN)/python -m models.train
	$(BIN)/python -m models.terms

docs: .venv/.installed  ## the pages of docs/ and the JSON Schema that are made of the package
	$(BIN)/python -m docs

golden: .venv/.installed  ## what the tests hold the demo licenses to be read as; read the difference before you commit it
	$(BIN)/python -m tests.golden

evaluate: .venv/.installed  ## all pages of results, on ../shared too where it lies there (half an hour on one idle core)
	$(BIN)/python -m evaluation
	$(BIN)/python -m evaluation.stages
	$(BIN)/python -m evaluation.cascade
	$(BIN)/python -m evaluation.calibration
	$(BIN)/python -m evaluation.ablation
	$(BIN)/python -m evaluation.curves
	$(BIN)/python -m evaluation.dropped
	$(BIN)/python -m evaluation.evidence
	$(BIN)/python -m evaluation.scans
	$(BIN)/python -m evaluation.producers
	$(BIN)/python -m evaluation.hostile

benchmark: .venv/.installed  ## speed as ratios against pdfplumber, and memory; the comparison page of 1,000 licenses
	$(BIN)/python -m evaluation.benchmark
	$(BIN)/python -m evaluation.benchmark_html

clean:  ## remove what make made
	rm -rf .venv demo-out dist build
