# Needs the .NET 10 SDK and make; with npm (Node 20 or newer), reports are pages with charts too. `make` alone says what
# there is to do.

# What each command takes as a variable, and all that it takes.
TAKES_run := EXP SET WORKERS ENGINE DEVICE DATA RESULTS CHECKPOINT_EVERY DRY_RUN RETRY ONLY LAUNCHER PROFILE SLURM
TAKES_collect := EXP RESULTS
TAKES_report := EXP RESULTS
TAKES_query := SQL FORMAT RESULTS
TAKES_compare := A B EXP RESULTS
TAKES_list := RESULTS
TAKES_status := EXP RESULTS
TAKES_show := RUN RESULTS
TAKES_dashboard := PORT RESULTS
TAKES_reproduce := RUN DATA RESULTS
TAKES_verify := EXP DATA RESULTS
TAKES_robustness := EXP IMAGES DATA RESULTS
TAKES_export := EXP FORMAT TO RESULTS
TAKES_rm := RUN EXP FORMER UNDO DRY_RUN RESULTS
TAKES_gc := EMPTY_TRASH DRY_RUN RESULTS
TAKES_fuzz := COUNT SEED
TAKES_chaos := COUNT SEED
TAKES_bench := ONLY DATA RESULTS PEER PYTHON
TAKES_publish := EXP RESULTS
COMMANDS := help run collect report query compare list status show reproduce verify rm gc robustness export dashboard \
  test test-all test-slurm test-browser test-torch test-arm fuzz chaos check bench web publish clean
# What says how to build, and what is make's or the environment's own.
ALWAYS_TAKEN := TORCH SHELL MAKE% NO_COLOR LENETLAB_% DOTNET_% NUGET_%

# What make is given and the command does not take is a slip, and would be ignored: refused before anything is built.
# (Asked before anything below is defined, which would hide where a variable is from.)
GOALS := $(or $(MAKECMDGOALS),help)
GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
TAKEN := $(foreach goal,$(GOALS),$(TAKES_$(goal)))
REFUSED := $(filter-out $(ALWAYS_TAKEN) $(TAKEN),$(GIVEN))
quoted = '$(subst ','\'',$(1))'
takers = $(strip $(foreach command,$(COMMANDS),$(if $(filter $(1),$(TAKES_$(command))),$(command))))
hint = $(or $(shell awk -f nearest.awk $(call quoted,$(1)) $(call quoted,$(value $(1))) '$(TAKEN)' docs/specs.md),$(1))
refusal = $(if $(call takers,$(1)),$(1) (taken by: $(call takers,$(1))),$(call hint,$(1)));
ifneq ($(REFUSED),)
  $(error Nothing ran: make $(or $(MAKECMDGOALS),without a command) does not take \
    $(foreach name,$(REFUSED),$(call refusal,$(name))) it takes $(or $(TAKEN),no variable))
endif

# What is given on the command line goes to the program through the environment: quotes, spaces and dollar signs in
# SQL="…" or SET="…" are then nobody's business but the program's.
# A profile is named where a command is given: the environment may well have a PROFILE of something else.
ifeq ($(origin PROFILE),environment)
  override PROFILE :=
endif
FLAGS := DRY_RUN EMPTY_TRASH FORMER
$(foreach flag,$(FLAGS),$(if $(filter 0 no false,$(value $(flag))),$(eval override $(flag) :=)))
PASSED := $(sort $(foreach command,$(COMMANDS),$(TAKES_$(command))))
$(foreach name,$(PASSED),$(eval override export $(name) := $$(value $(name))))
# The program words the commands that it prints as make's.
export LENETLAB_COMMAND := make

export DOTNET_NOLOGO := 1
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE := 1
# No build servers stay behind.
export MSBUILDDISABLENODEREUSE := 1
export UseSharedCompilation := false

# The program with the torch engine is one of its own, published on demand: for cpu or cuda, with PyTorch's library.
ifeq ($(origin TORCH),environment)
  override TORCH :=
endif
TORCH ?= $(if $(filter simd,$(ENGINE)),,$(if $(filter cuda,$(DEVICE)),cuda,$(if $(filter torch,$(ENGINE)),cpu)))
unexport TORCH

CLI := src/LeNetLab.Cli
TESTS := tests/LeNetLab.Tests
BENCH := tests/LeNetLab.Benchmarks
BROWSER := tests/LeNetLab.BrowserTests
TORCHED := src/LeNetLab.Torch
OUT := bin/Release/net10.0
LENETLAB := dotnet $(if $(TORCH),artifacts/torch-$(TORCH)/lenetlab-torch.dll,$(CLI)/$(OUT)/lenetlab.dll)
PROGRAM := $(if $(TORCH),artifacts/torch-$(TORCH)/.built,$(CLI)/bin/.built)
BENCHED := $(if $(TORCH),artifacts/torch-bench-$(TORCH)/.built,$(BENCH)/bin/.built)
# Folders count too: a file that was deleted changes its folder.
sources = $(shell find $(1) global.json Directory.*.props -name bin -prune -o -name obj -prune -o -print)
# A source that is saved meanwhile is newer than what was begun before. Silent but for errors, and those to the error stream: `make query FORMAT=csv > file` holds the answer alone.
build = echo 'Building $(1)$(if $(2), with PyTorch for $(2)) ...' >&2$(pages); mkdir -p artifacts $(dir $@); touch $@.new; \
  dotnet $(if $(2),publish,build) $(1) -c Release -v quiet -p:Torch=$(2) >artifacts/build.log 2>&1 || { $(explain); }; mv $@.new $@
# The pages' scripts are built once, where there is npm; a build goes on without them, and says in a line what is missing.
WEB := $(if $(shell command -v npm),web/.built)
web_sources = $(shell find web -mindepth 1 -name node_modules -prune -o -name dist -prune -o -name '.built*' -o -print)
bundle = mkdir -p artifacts; cd web && { npm ci --prefer-offline && npm run build; } >../artifacts/web.log 2>&1
pages = $(if $(WEB),,; echo 'npm is not on this machine: reports are Markdown alone, without pages and charts.' >&2)
# A package that no feed has is one sentence, not pages: the build itself is in order.
explain = if grep -qi 'NU110[0-9].*torch' artifacts/build.log; then \
    echo "The torch engine needs the package $$(sed -n 's/.*NU110[0-9]: .*package \([^ .]*torch[^ .]*\).*/\1/Ip' artifacts/build.log | head -n 1), which none of the package feeds of this machine has:" \
      'dotnet nuget list source shows them, dotnet nuget add source <address> adds one;' \
      'without ENGINE, DEVICE and TORCH the simd engine trains.' >&2; exit 2; \
  else cat artifacts/build.log >&2; exit 1; fi

.PHONY: $(COMMANDS)
.DEFAULT_GOAL := help

help:
	@echo 'make run EXP=smoke          train an experiment: a name in experiments/, or a path'
	@echo '     SET="training.epochs=2 seeds=3" WORKERS=2 DATA=<folder of IDX files>'
	@echo '     RESULTS=<folder> ENGINE=simd|torch DEVICE=cpu|cuda DRY_RUN=1'
	@echo '     RETRY=failed|diverged|all   ONLY="activation=tanh seed=1,2"   a part of its runs'
	@echo '     TORCH=cpu|cuda takes the program with the torch engine, where a spec itself asks for it'
	@echo '     CHECKPOINT_EVERY=1 epochs; a run that was stopped goes on from its last checkpoint'
	@echo '     LAUNCHER=slurm sends it to Slurm: SLURM="partition=main time=1:00:00" PROFILE=<file>, see docs/slurm.md'
	@echo 'make collect [EXP=smoke]    take in what was trained on Slurm, and say how far the rest is'
	@echo 'make report EXP=smoke       write its report and tables again'
	@echo 'make query SQL="select variant, avg(test_error_pct) from run_summary group by variant"'
	@echo '     FORMAT=table|csv|json'
	@echo 'make robustness EXP=smoke   test its networks on images that are moved, bent or spoilt; IMAGES=2000 are enough'
	@echo 'make export FORMAT=csv|jsonl|tensorboard|mlflow|weights|sqlite   for other tools'
	@echo '     EXP=smoke for one experiment, TO=<folder>'
	@echo 'make compare A=<run or variant> B=<run or variant> [EXP=smoke]'
	@echo 'make list                   experiments, what they ask, how far they are'
	@echo 'make status [EXP=smoke]     which processes are training, what, and how far it is'
	@echo 'make show RUN=<id>          all of one run: its curves, epochs, settings and origin'
	@echo 'make dashboard              all of it as a page that is live, on this machine alone; PORT=1998'
	@echo 'make reproduce RUN=<id>     train a run again from its row: identical, or what differs'
	@echo 'make verify [EXP=smoke]     check every stored hash, and that rows and files belong together'
	@echo 'make rm RUN=<run, variant or experiment> [EXP=smoke] [DRY_RUN=1]   to the trash'
	@echo '     FORMER=1 instead of RUN: the runs that no experiment asks for any longer'
	@echo '     UNDO=last|<id> instead of RUN brings it back'
	@echo 'make gc [DRY_RUN=1]         files that nothing refers to, to the trash; EMPTY_TRASH=1 empties it'
	@echo 'make test                   the tests that a change should pass: some minutes'
	@echo 'make test-all               all of them: also kills, every width of registers, browser, torch, Arm'
	@echo 'make test-arm               the same runs on an Arm64 processor, emulated: the same bits?'
	@echo 'make test-slurm             those on a real Slurm, started here for the purpose'
	@echo 'make test-browser           the pages in Chromium; pictures of them in artifacts/screenshots'
	@echo 'make test-torch             the torch engine with PyTorch'"'"'s own library; in a Debian 13 root where this system is older'
	@echo 'make fuzz COUNT=1000000     generated inputs against every parser; SEED=<number> draws others'
	@echo 'make chaos COUNT=200        so many kills, full disks and more against small sweeps; SEED=<number>'
	@echo 'make check                  formatting, analyzers, warnings as errors'
	@echo 'make bench                  every figure of speed next to its aim: minutes, on an idle machine'
	@echo '     ONLY=evaluation DATA=<folder of IDX files> PEER=<script> PYTHON=<program with torch>'
	@echo 'make publish EXP=smoke      a report with its charts to where git keeps it: results/smoke.md'
	@echo 'make web                    what the pages run, from web/ with npm; the other commands do it by themselves'
	@echo 'make clean                  remove what was built; results stay'

# An option of the program is its variable in small letters: RESULTS="…" goes on as --results "…". What the program takes
# by its place is left to the recipe.
BY_PLACE := EXP RUN SQL A B UNDO
dashed = --$(shell echo $(1) | tr A-Z_ a-z-)
option = $${$(1):+$(call dashed,$(1))$(if $(filter $(1),$(FLAGS)),, "$$$(1)")}
options = $(foreach name,$(filter-out $(BY_PLACE),$(TAKES_$@)),$(call option,$(name)))

# Each command replaces its shell, so that Ctrl-C is the program's own. Whatever exit code is not 0 make turns into 2.
run: $(PROGRAM)
	@if [ -z "$$EXP" ]; then \
	  echo 'Which experiment? make run EXP=<name>, with one of these:'; $(LENETLAB) list; exit 2; fi; \
	exec $(LENETLAB) $@ $(options) -- "$$EXP"

collect status verify export: $(PROGRAM)
	@exec $(LENETLAB) $@ $(options) -- $${EXP:+"$$EXP"}

report robustness: $(PROGRAM)
	@exec $(LENETLAB) $@ $(options) -- "$$EXP"

query: $(PROGRAM)
	@exec $(LENETLAB) $@ $(options) -- "$$SQL"

compare: $(PROGRAM)
	@exec $(LENETLAB) $@ $${EXP:+--experiment "$$EXP"} $(options) -- "$$A" "$$B"

list gc: $(PROGRAM)
	@exec $(LENETLAB) $@ $(options)

show reproduce: $(PROGRAM)
	@exec $(LENETLAB) $@ $(options) -- "$$RUN"

dashboard: $(PROGRAM)
	@exec $(LENETLAB) serve $(options)

rm: $(PROGRAM)
	@case "$$UNDO" in '') ;; \
	  1|yes|last) exec $(LENETLAB) $@ $(options) --undo;; \
	  *) exec $(LENETLAB) $@ $(options) --undo "$$UNDO";; esac; \
	exec $(LENETLAB) $@ $${EXP:+--experiment "$$EXP"} $(options) -- "$$RUN"

test: $(TESTS)/bin/.built
	@exec sh tests/run.sh quick dotnet $(TESTS)/$(OUT)/LeNetLab.Tests.dll -noLogo -noColor

test-all: $(TESTS)/bin/.built
	@exec sh tests/run.sh all dotnet $(TESTS)/$(OUT)/LeNetLab.Tests.dll -noLogo -noColor

test-slurm: $(TESTS)/bin/.built
	@exec dotnet $(TESTS)/$(OUT)/LeNetLab.Tests.dll -noLogo -noColor -class LeNetLab.Tests.Cli.SlurmClusterTests

test-browser: $(BROWSER)/bin/.built
	@exec dotnet $(BROWSER)/$(OUT)/LeNetLab.BrowserTests.dll -noLogo -noColor

test-torch: artifacts/torch-tests-cpu/.built artifacts/torch-cpu/.built
	@exec sh tests/torch.sh

test-arm: $(CLI)/bin/.built artifacts/arm64/.built
	@exec sh tests/arm.sh

fuzz: $(TESTS)/bin/.built
	@LENETLAB_FUZZ_COUNT="$$COUNT" LENETLAB_FUZZ_SEED="$$SEED" exec dotnet $(TESTS)/$(OUT)/LeNetLab.Tests.dll \
	  -noLogo -noColor -namespace 'LeNetLab.Tests.Fuzz*'

chaos: $(TESTS)/bin/.built
	@LENETLAB_CHAOS_COUNT="$${COUNT:-200}" LENETLAB_CHAOS_SEED="$$SEED" exec dotnet \
	  $(TESTS)/$(OUT)/LeNetLab.Tests.dll -noLogo -noColor -namespace LeNetLab.Tests.Chaos

check:
	@dotnet restore LeNetLab.sln -v quiet
	dotnet format whitespace LeNetLab.sln --no-restore --verify-no-changes
	dotnet build LeNetLab.sln -c Release --no-restore --no-incremental -v quiet -clp:NoSummary
	@echo 'Checked: formatting, analyzers and warnings. Next: make test'

bench: $(BENCHED) $(CLI)/bin/.built
	@exec dotnet $(if $(TORCH),artifacts/torch-bench-$(TORCH),$(BENCH)/$(OUT))/lenetlab-bench.dll --json "$${RESULTS:-results}/bench.json" \
	  --lenetlab $(CLI)/$(OUT)/lenetlab.dll $${ONLY:+--only "$$ONLY"} $${DATA:+--data "$$DATA"} \
	  $${PEER:+--peer "$$PEER"} $${PYTHON:+--python "$$PYTHON"}

web:
	@echo 'Building web ...' >&2; $(bundle) || { cat ../artifacts/web.log >&2; exit 1; }; touch .built
	@echo 'Built web/dist. Next: make report EXP=<name>'

web/.built: $(web_sources)
	@echo 'Building web ...' >&2; touch $@.new; ( $(bundle) ) || { rm -rf web/dist; \
	  echo 'web/ could not be built (artifacts/web.log): reports are Markdown alone. make web tries again.' >&2; }; mv $@.new $@

# A report that others shall read is kept as Markdown beside results/README.md, its charts in results/charts/.
publish:
	@report="$${RESULTS:-results}/$$EXP"; if [ -z "$$EXP" ] || [ ! -f "$$report/report.md" ]; then \
	  echo "There is no $$report/report.md: make report EXP=<name> writes one." >&2; exit 2; fi; \
	rm -rf "results/charts/$$EXP"; sed "s|](charts/|](charts/$$EXP/|" "$$report/report.md" >"results/$$EXP.md"; \
	if [ -d "$$report/charts" ]; then mkdir -p results/charts; cp -R "$$report/charts" "results/charts/$$EXP"; fi; \
	echo "Wrote results/$$EXP.md. Next: give it a row in results/README.md"

clean:
	rm -rf src/*/bin src/*/obj tests/*/bin tests/*/obj web/dist web/node_modules web/.built artifacts
	@echo 'Removed what was built; results are still there. Next: make run EXP=smoke'

$(CLI)/bin/.built: $(call sources,src/LeNetLab src/LeNetLab.Dashboard $(CLI)) $(WEB)
	@$(call build,$(CLI))

$(TESTS)/bin/.built: $(call sources,src $(TESTS) $(BENCH)) $(WEB)
	@$(call build,$(TESTS))

$(BROWSER)/bin/.built: $(call sources,src $(BROWSER) $(TESTS)/Cli) $(WEB)
	@$(call build,$(BROWSER))

$(BENCH)/bin/.built: $(call sources,src $(BENCH)) $(WEB)
	@$(call build,$(BENCH))

artifacts/torch-bench-%/.built: $(call sources,src $(BENCH)) $(WEB)
	@$(call build,$(BENCH),$*)

artifacts/torch-tests-%/.built: $(call sources,src $(TESTS) $(BENCH)) $(WEB)
	@$(call build,$(TESTS),$*)

artifacts/torch-%/.built: $(call sources,src) $(WEB)
	@$(call build,$(TORCHED),$*)

artifacts/arm64/.built: $(call sources,src/LeNetLab src/LeNetLab.Dashboard $(CLI)) $(WEB)
	@echo 'Building $(CLI) for Arm64 ...' >&2; mkdir -p $(dir $@); touch $@.new; \
	dotnet publish $(CLI) -c Release -v quiet -r linux-arm64 --self-contained -o artifacts/arm64 \
	  >artifacts/build.log 2>&1 || { $(explain); }; mv $@.new $@
