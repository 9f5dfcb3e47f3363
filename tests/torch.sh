#!/bin/sh
# Runs what needs PyTorch's own library: the engines' contract and the torch engine's own tests, and the experiment
# engine-agreement. Where this system's libstdc++ is too old for that library, all of it runs in a root of Debian 13,
# which is made once in artifacts/ (that takes the rights of root, and debootstrap). Ends with `N passed, N failed`.
set -u
here=$(pwd)
root=$here/artifacts/debian-13
program=$here/artifacts/torch-cpu/lenetlab-torch.dll
tests=$here/artifacts/torch-tests-cpu/LeNetLab.Tests.dll
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# check <what> <command …>: one test more.
check() {
  what=$1
  shift
  if "$@"; then
    echo "passed: $what"
    passed=$((passed + 1))
  else
    echo "FAILED: $what"
    failed=$((failed + 1))
  fi
}

# The program says itself whether the library loads here; it is asked for a run that trains nothing.
loads() { dotnet "$program" run smoke --engine torch --dry-run --results "$work/none" >"$work/said" 2>&1; }

# inside <command …>: on this system, or in the root with the SDK, the checkout and the data where they are here.
inside() { "$@"; }
if ! loads; then
  cat "$work/said"
  check 'the program names what this system lacks, and a system that has it' \
    grep -q 'it needs GLIBCXX_[0-9.]*, which this system.s libstdc++.so.6 lacks. Debian 13' "$work/said"
  if [ ! -e "$root/.made" ]; then
    rm -rf "$root"
    mkdir -p artifacts
    # debootstrap knows no folder with a space in its name.
    made=$root
    case $root in *' '*) made=$work/root ;; esac
    echo 'Making a root of Debian 13 in artifacts/debian-13 ...'
    debootstrap --variant=minbase --include=libgomp1,zlib1g,libssl3t64,ca-certificates trixie "$made" \
      >artifacts/debian-13.log 2>&1 || {
      tail -n 5 artifacts/debian-13.log
      echo 'There is no root to run in: it takes debootstrap (apt-get install debootstrap) and the rights of root.'
      echo "$passed passed, $((failed + 1)) failed"
      exit 1
    }
    [ "$made" = "$root" ] || mv "$made" "$root"
    touch "$root/.made"
  fi
  # The mounts live in a namespace of their own, and end with it.
  inside() {
    unshare --mount sh -ec '
      root=$1 work=$2 sdk=$3 here=$4 data=$5
      shift 5
      for folder in "$sdk" "$here" "$work" "$data"; do
        [ -d "$folder" ] || continue
        mkdir -p "$root$folder"
        mount --rbind "$folder" "$root$folder"
      done
      mount -t proc proc "$root/proc"
      exec chroot "$root" /usr/bin/env -C "$here" PATH="$sdk:/usr/bin:/bin" HOME="$work" \
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$@"
    ' sh "$root" "$work" "$sdk" "$here" "${LENETLAB_DATA:-}" "$@"
  }
fi

LENETLAB_TORCH=1 inside dotnet "$tests" -noLogo -noColor -preEnumerateTheories -trait engine=torch >"$work/tests" 2>&1
code=$?
cat "$work/tests"
total=$(sed -n 's/.*Total: \([0-9]*\).*/\1/p' "$work/tests" | tail -n 1)
wrong=$(sed -n 's/.*Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\).*/\1 \2 \3/p' "$work/tests" | tail -n 1)
if [ -z "$total" ] || [ "$total" -eq 0 ]; then
  echo "The tests did not run to their end (exit code $code)."
  total=1 wrong='0 1 0'
fi
set -- $wrong
failed=$((failed + $1 + $2))
passed=$((passed + total - $1 - $2 - $3))
[ "$3" -eq 0 ] || { echo "$3 skipped"; failed=$((failed + $3)); }

# Both engines train the shipped experiment; its runs are compared seed by seed.
inside dotnet "$program" run engine-agreement --results "$work/results" ${LENETLAB_DATA:+--data "$LENETLAB_DATA"} || failed=$((failed + 1))
inside dotnet "$program" query --results "$work/results" --format csv "
  select count(*), round(max(abs(a.train_loss - b.train_loss)), 4), max(abs(a.test_error_pct - b.test_error_pct))
  from run_summary a join run_summary b using (seed) where a.engine = 'simd' and b.engine = 'torch'" | tail -n 1 >"$work/agreement"
echo "engine-agreement: pairs, largest difference of the training loss and of the test error in points: $(cat "$work/agreement")"
check 'engine-agreement: six pairs, training losses within 0.01 and test errors within 0.5 points' \
  awk -F, '{ exit !($1 == 6 && $2 < 0.01 && $3 < 0.5) }' "$work/agreement"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
