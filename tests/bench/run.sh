#!/usr/bin/env bash
# Measures the library beside its peers and judges the gates: run.sh LIB_DIR BIN_DIR [--accept]
# --accept takes the measured number of instructions as the figure that later runs may exceed by 2 %.
# Only ratios taken side by side are judged; a busy machine moves both sides.
set -euo pipefail
lib=$(realpath "$1") bin=$(realpath "$2") accept=${3:-}
cd "$(dirname "$0")"

library=$lib/libunknot.so.1
style=../../src/render/handout.css
intakes=(intakes/*.json)
node=$(command -v node)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
table=$work/table

# row GATE WHAT SIGN LIMIT TARGET MEASURED: judges one line of the table.
row() {
  local verdict=MISSED
  case $6 in
    *[!0-9.]* | '') verdict="not measured" ;;
    *) awk -v m="$6" -v l="$4" -v s="$3" 'BEGIN { exit !(s == "<=" ? m <= l : m >= l) }' && verdict=ok ;;
  esac
  printf '%-4s %-58s %2s %-9s %2s %-9s %-14s %s\n' "$1" "$2" "$3" "$4" "$3" "$5" "$6" "$verdict" >>"$table"
}

# value GATE: what the commands so far have said of it.
value() { awk -v gate="$1" '$1 == gate { print $2 }' "$work/values"; }

# Instructions of COUNT calls of each intake, with what comes before them. memcpy and memset are one loop on every machine.
instructions() {
  GLIBC_TUNABLES=glibc.cpu.x86_rep_movsb_threshold=100000000:glibc.cpu.x86_rep_stosb_threshold=100000000 valgrind --tool=callgrind \
    --callgrind-out-file="$work/callgrind" "$bin/unknot_bench" calls "$1" "${intakes[@]}" 2>&1 |
    awk '/Collected/ { print $NF }'
}

# First of all, everybody writes the same bytes.
"$bin/unknot_show_pack" >"$work/pack.json"
"$bin/unknot_bench" check "${intakes[@]}"
peers=(plain json_rules_engine cql)
for peer in "${peers[@]}"; do
  ./same_pages.sh "$bin/unknot_bench" "$node" "$peer" "$work/pack.json" "$style" "${intakes[@]}"
done

{
  "$bin/unknot_bench" ratios "${intakes[@]}"
  for peer in "${peers[@]}"; do
    slices="exec '$node' javascript/main.mjs $peer '$work/pack.json' '$style' slices ${intakes[*]}"
    printf 'E3.%s ' "$peer"
    "$bin/unknot_bench" javascript "$slices" "${intakes[@]}"
  done
  "$bin/unknot_bench_allocations" "${intakes[@]}"
  "$bin/unknot_bench_load" "$library" "${intakes[0]}"
  "$bin/unknot_bench" one_shot "$bin/unknot" "$node" "${intakes[@]}"
  "$bin/unknot_bench" batch "$bin/unknot" "${intakes[@]}"
  "$node" pdf.mjs "$bin/unknot_bench_pdf" "$lib/libunknot-pdf.so.1" "$bin/unknot" "$(command -v chromium)" "${intakes[@]}"
} >"$work/values"

runs=20
few=$(instructions $runs) many=$(instructions $((2 * runs)))
per_call=$(((many - few) / runs / ${#intakes[@]}))
if [ "$accept" = --accept ]; then
  sed -i "s/^[0-9].*/$per_call/" instructions.txt
fi
committed=$(grep '^[0-9]' instructions.txt)

strip -o "$work/stripped" "$library"
kib=$((($(stat -c %s "$work/stripped") + 1023) / 1024))
relocations=$(readelf -rW "$work/stripped" | grep -c R_)

printf '%-4s %-58s %-12s %-12s %-14s\n' "" "what" "gate" "target" "measured" >"$table"
row E1 "assess + HTML against LIMIT, times" "<=" 6 3 "$(value E1)"
row E2 "instructions of the same" "<=" 180000 60000 "$per_call"
row E2 "the same against the committed figure, times" "<=" 1.02 1.00 "$(awk -v a="$per_call" -v b="$committed" 'BEGIN { printf "%.3f", a / b }')"
row E3 "against plain JavaScript, times as fast" ">=" 2 4 "$(value E3.plain)"
row E3 "against json-rules-engine + Handlebars, times as fast" ">=" 50 150 "$(value E3.json_rules_engine)"
row E3 "against cql-execution + Handlebars, times as fast" ">=" 50 150 "$(value E3.cql)"
row E4 "allocations of a warm call, at most" "<=" 24 2 "$(value E4)"
row E5 "HTML + text + JSON against HTML alone, times" "<=" 2.5 1.8 "$(value E5)"
row E6 "2 threads to 1, relative to FLOOR" ">=" 0.95 0.98 "$(value E6)"
row E7 "time per byte of large or junk input, times at worst" "<=" 3 1.5 "$(value E7)"
row L1 "stripped library, KiB" "<=" 1536 700 "$kib"
row L1 "its relocations" "<=" 2000 2000 "$relocations"
row L2 "load + open + first page against loading libgit2, times" "<=" 2 2 "$(value L2)"
row L2 "the same against libsqlite3 + a database in memory, times" "<=" 1000 1 "$(value L2s)"
row L3 "the command against node -e 0, times as fast" ">=" 15 30 "$(value L3)"
row P1 "CPU of a PDF, warm Chromium's to ours" ">=" 10 20 "$(value P1)"
row B1 "lines per CPU second of batch against a loop" ">=" 0.8 0.9 "$(value B1)"
printf '\n'
cat "$table"
printf '\nFLOOR against LIMIT, times: %s\n' "$(value FLOOR)"
! grep -q MISSED "$table"
