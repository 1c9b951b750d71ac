# `--store http://…` with a server that is not ours, Oxigraph's: what is loaded is all there, and answers the same.
source "${BASH_SOURCE[0]%/*}/../install.sh"
python_packages oxigraph==0.5.13
cargo build -p gureum-cli
gureum=${CARGO_TARGET_DIR:-target}/debug/gureum
work=target/ci/endpoint
rm -rf "$work"
mkdir -p "$work"
"${PYTHON%/*}/oxigraph" serve --location "$work/ox" --bind 127.0.0.1:7993 2> "$work/server.log" &
server=$!
trap 'kill $server' EXIT
"$PYTHON" - << 'END'
import time, urllib.request
for _ in range(100):
    try:
        urllib.request.urlopen("http://127.0.0.1:7993/").read()
        break
    except OSError:
        time.sleep(0.1)
else:
    raise SystemExit("the server does not answer")
END
store=http://127.0.0.1:7993/
"$gureum" build --store "$work/seeds.kg"
"$gureum" dump --store "$work/seeds.kg" -o "$work/seeds.nq"
for turn in once again; do
  echo "$turn"
  "$gureum" load "$work/seeds.nq" --store "$store"
  "$PYTHON" - "$store" > "$work/theirs.nq" << 'END'
import sys, urllib.request
request = urllib.request.Request(sys.argv[1] + "store", headers={"Accept": "application/n-quads"})
sys.stdout.buffer.write(urllib.request.urlopen(request).read())
END
  export LC_ALL=C
  # Blank nodes are IRIs there.
  sed 's#<https://w3id.org/gureum/.well-known/genid/\([^>]*\)>#_:\1#g' "$work/theirs.nq" | sort > "$work/theirs.sorted"
  sort "$work/seeds.nq" | cmp - "$work/theirs.sorted"
done
for query in 'SELECT ?name { id:kt gu:partnersWith/rdfs:label ?name } ORDER BY ?name' 'ASK { id:kt gu:partnersWith id:microsoft }' \
  'SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g'; do
  "$gureum" query "$query" --store "$work/seeds.kg" --format csv > "$work/here.csv"
  "$gureum" query "$query" --store "$store" --format csv | cmp - "$work/here.csv"
done
cargo clippy -p gureum-cli --all-targets --features https -- -D warnings
