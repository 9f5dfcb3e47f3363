# What a variable was meant to be that a command of the Makefile does not take: a setting, or the nearest of the names
# that it takes. Make asks before anything is built, when there is no program yet to ask; the rule is NearestName's.
# Usage: awk -f nearest.awk <name> <value> <names that are taken> docs/specs.md
BEGIN {
  written = ARGV[1]; value = ARGV[2]; count = split(ARGV[3], taken, " ")
  hint = (" " ARGV[3] " ") ~ / SET / ? setting(tolower(written), ARGV[4]) : ""
  if (hint == "" && (name = nearest(tolower(written))) != "")
    hint = "did you mean " name "?"
  else if (hint != "")
    hint = "SET=\"" hint "=" (value ~ /^[A-Za-z0-9_.,+-]+$/ ? value : "…") "\" sets it"
  print written (hint == "" ? "" : " (" hint ")")
}

# The setting that is called so, whole or by the last part of its path.
function setting(written, page,    line, path, last) {
  if (written ~ /^(seeds|dataset)$/)
    return written
  while ((getline line < page) > 0) {
    if (line !~ /^\| `[a-z0-9_.]+` \|/)
      continue
    split(line, path, "`")
    last = path[2]
    sub(/.*\./, "", last)
    if (written == path[2] || written == last)
      return path[2]
  }
  return ""
}

function nearest(written,    i, best, least, steps) {
  least = int(length(written) / 3)
  least = (least < 1 ? 1 : least) + 1
  for (i = 1; i <= count; i++) {
    steps = distance(written, tolower(taken[i]))
    if (steps < least) {
      best = taken[i]
      least = steps
    }
  }
  for (i = 1; best == "" && length(written) >= 3 && i <= count; i++)
    if (index(tolower(taken[i]), written) > 0)
      best = taken[i]
  return best
}

# Insertions, deletions, substitutions and swaps of neighbours: optimal string alignment.
function distance(a, b,    i, j, steps) {
  for (i = 0; i <= length(a); i++)
    steps[i, 0] = i
  for (j = 0; j <= length(b); j++)
    steps[0, j] = j
  for (i = 1; i <= length(a); i++)
    for (j = 1; j <= length(b); j++) {
      steps[i, j] = least_of(steps[i - 1, j] + 1, steps[i, j - 1] + 1)
      steps[i, j] = least_of(steps[i, j], steps[i - 1, j - 1] + (substr(a, i, 1) != substr(b, j, 1)))
      if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) && substr(a, i - 1, 1) == substr(b, j, 1))
        steps[i, j] = least_of(steps[i, j], steps[i - 2, j - 2] + 1)
    }
  return steps[length(a), length(b)]
}

function least_of(a, b) { return a < b ? a : b }
