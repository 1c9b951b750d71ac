# Facts against annotated articles, where these are at hand: they are not part of the project.
source "${BASH_SOURCE[0]%/*}/../install.sh"
bench=${GUREUM_BENCH:-../shared/bench}
if [[ ! -f $bench/score.py ]]; then
  echo "SKIPPED: scoring, for want of annotated articles (GUREUM_BENCH names their folder)"
  exit 0
fi
cargo build --release -p gureum-cli
gureum=${CARGO_TARGET_DIR:-target}/release/gureum

failed=0
score() { # SET FLOOR: strict F1 may not fall below the floor
  local facts=target/ci/facts-$1.jsonl
  "$gureum" extract "$bench/$1" > "$facts"
  printf '\n%s\n' "$1"
  python3 "$bench/score.py" "$bench/$1" "$facts" --by-property
  python3 "$bench/score.py" "$bench/$1" "$facts" --json | python3 -c '
import json, sys
name, floor = sys.argv[1], float(sys.argv[2])
strict = json.load(sys.stdin)["strict"][2]
if strict < floor:
    sys.exit(f"{name}: strict F1 is {strict:.3f}, the floor in .ci/slow/3-score.sh {floor:.2f}")
' "$1" "$2" || failed=1
  agree "$1" || failed=1
}
agree() { # SET: gureum eval says what score.py says
  "$gureum" eval "$bench/$1" --format json > "target/ci/eval-$1.json"
  python3 "$bench/score.py" "$bench/$1" "target/ci/facts-$1.jsonl" --json | python3 -c '
import json, sys
def same(a, b):
    if isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in b)
    if isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return abs(a - b) < 1e-12
ours, theirs = json.load(open(sys.argv[2])), json.load(sys.stdin)
differ = [f"{key} {ours.get(key)} and not {value}" for key, value in theirs.items() if not same(ours[key], value)]
if differ:
    sys.exit(f"{sys.argv[1]}: gureum eval says " + ", ".join(differ))
' "$1" "target/ci/eval-$1.json"
}
score seeds 0.48
score dev 0.70
exit $failed
