#!/bin/sh
# Runs the tests. Ends with the sum of all runs: `N passed, N failed`; before it stand how many were skipped, if any, and
# once more what failed, of a long output the part that is kept.
# Usage: run.sh quick|all <command that runs an xunit.v3 program>
#   quick: everything but what takes long, at the width of registers that this machine has
#   all: that too, every float, what computes at every narrower width, and the other suites: browser, torch, Arm
mode=$1
shift
log=$(mktemp) || exit 1
trap 'rm -f "$log" "$log.code" "$log.failed"' EXIT
all_passed=0 all_failed=0 all_skipped=0

# The runner's own summary: `Total: 12, Errors: 0, Failed: 1, Skipped: 0, Not Run: 0, Time: 1.2s`.
count() { sed -n "s/.*Total: [0-9].*$1: \([0-9]*\).*/\1/p" "$log" | tail -n 1; }

# tests <heading> <command …>: runs it and adds up its tests.
tests() {
  heading=$1
  echo "== $heading"
  shift
  { "$@" 2>&1; echo $? >"$log.code"; } | tee "$log"
  code=$(cat "$log.code")
  total=$(sed -n 's/.*Total: \([0-9][0-9]*\).*/\1/p' "$log" | tail -n 1)
  failed=$(count Failed)
  errors=$(count Errors)
  skipped=$(count Skipped)
  left=$(count 'Not Run')
  if [ -z "$total" ] || [ "$total" -eq 0 ]; then
    echo "The tests did not run to their end (exit code $code)." | tee -a "$log"
    total=1 failed=1 errors=0 skipped=0 left=0
  fi
  : "${failed:=0}" "${errors:=0}" "${skipped:=0}" "${left:=0}"
  grep -A 8 -e '\[FAIL\]' -e '^The tests did not run' "$log" | sed "1s/^/What failed: $heading\\
/" >>"$log.failed"
  failed=$((failed + errors))
  [ "$failed" -eq 0 ] && [ "$code" -ne 0 ] && failed=1
  all_passed=$((all_passed + total - failed - skipped - left))
  all_failed=$((all_failed + failed))
  all_skipped=$((all_skipped + skipped))
}

# has <bits> <command …>: whether registers are that wide; the test that holds a run to its width says so.
has() (
  export LENETLAB_REGISTER_BITS="$1"
  shift
  "$@" -class LeNetLab.Tests.Engines.Simd.RegisterWidthTests >/dev/null 2>&1
)

# narrower <bits> <switch> <command …>: what computes, with wider registers switched off.
narrower() {
  bits=$1 switch=$2
  shift 2
  name="$bits-bit registers"
  # In software everything takes twenty times as long: what others show there as well is left out.
  if [ "$bits" -eq 0 ]; then
    name="No vector registers"
    set -- "$@" -trait- speed=hardware
  fi
  if [ "$bits" -ge "$widest" ]; then
    echo "== $name ($switch=0): no narrower than this machine's, not run again"
    return
  fi
  tests "$name ($switch=0): what computes" \
    env "$switch=0" LENETLAB_REGISTER_BITS="$bits" LENETLAB_UPDATE_GOLDENS= "$@" -trait- speed=exhaustive \
    -namespace 'LeNetLab.Tests.Engines*' -namespace 'LeNetLab.Tests.Numerics*' \
    -namespace 'LeNetLab.Tests.Data.Strokes*' -namespace 'LeNetLab.Tests.Training*'
}

# suite <heading> <command …>: runs one that ends with its own sum.
suite() {
  heading=$1
  echo "== $heading"
  shift
  { "$@" 2>&1; echo $? >"$log.code"; } | tee "$log"
  sum=$(sed -n 's/^\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
  if [ -z "$sum" ]; then
    echo "$heading: it did not run to its end (exit code $(cat "$log.code"))." | tee -a "$log.failed"
    sum='0 1'
  elif [ "${sum#* }" -gt 0 ]; then
    { echo "What failed: $heading"; grep -A 8 -e '\[FAIL\]' -e '^FAILED' "$log"; } >>"$log.failed"
  fi
  all_passed=$((all_passed + ${sum% *}))
  all_failed=$((all_failed + ${sum#* }))
}

widest=0
for bits in 512 256 128; do
  if has "$bits" "$@"; then
    widest=$bits
    break
  fi
done
export LENETLAB_REGISTER_BITS="$widest"
# Rows of a theory have marks of their own only where they are listed beforehand. What needs PyTorch's own library is
# torch.sh's.
set -- "$@" -preEnumerateTheories -trait- engine=torch
tests "$widest-bit registers" "$@" -trait- speed=exhaustive -trait- speed=slow
if [ "$mode" = all ]; then
  tests "What takes long: kills, full disks, Slurm, fuzzing" "$@" -trait speed=slow
  tests "Functions over every float" "$@" -trait speed=exhaustive
  narrower 256 DOTNET_EnableAVX512 "$@"
  narrower 128 DOTNET_EnableAVX2 "$@"
  narrower 0 DOTNET_EnableHWIntrinsic "$@"
  tests "The pages in Chromium" env LENETLAB_BROWSER=required make -s test-browser
  suite "The torch engine with PyTorch's own library" make -s test-torch
  suite "Arm64" make -s test-arm
fi

cat "$log.failed"
[ "$all_skipped" -gt 0 ] && echo "$all_skipped skipped; the lines marked [SKIP] say why"
echo "$all_passed passed, $all_failed failed"
[ "$all_failed" -eq 0 ]
