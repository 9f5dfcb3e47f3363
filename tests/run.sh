#!/bin/sh
# Runs the tests and ends with the line `N passed, N failed` (and `, N skipped`, if any were).
# Usage: run.sh <command that runs an xunit.v3 program>
log=$(mktemp) || exit 1
trap 'rm -f "$log" "$log.code"' EXIT
{ "$@" 2>&1; echo $? >"$log.code"; } | tee "$log"
code=$(cat "$log.code")

# The runner's own summary: `Total: 12, Errors: 0, Failed: 1, Skipped: 0, Not Run: 0, Time: 1.2s`.
count() { sed -n "s/.*Total: [0-9].*$1: \([0-9]*\).*/\1/p" "$log" | tail -n 1; }
total=$(sed -n 's/.*Total: \([0-9][0-9]*\).*/\1/p' "$log" | tail -n 1)
failed=$(count Failed)
errors=$(count Errors)
skipped=$(count Skipped)
left=$(count 'Not Run')
if [ -z "$total" ] || [ "$total" -eq 0 ]; then
  echo "The tests did not run to their end (exit code $code)."
  echo "0 passed, 1 failed"
  exit 1
fi
: "${failed:=0}" "${errors:=0}" "${skipped:=0}" "${left:=0}"
failed=$((failed + errors))
[ "$failed" -eq 0 ] && [ "$code" -ne 0 ] && failed=1
line="$((total - failed - skipped - left)) passed, $failed failed"
[ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
