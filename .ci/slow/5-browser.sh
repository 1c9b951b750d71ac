# The pages in a real browser: the bundle is built, a server shows the seed graph, and Debian's Chromium is
# driven through it. Screenshots stay in target/ci/screenshots.
source "${BASH_SOURCE[0]%/*}/../install.sh"
browser
(cd crates/gureum-server/web && npm ci --no-audit --no-fund && npm run build)
cargo build -p gureum-cli
gureum=${CARGO_TARGET_DIR:-target}/debug/gureum
work=target/ci/browser
rm -rf "$work" target/ci/screenshots
mkdir -p "$work" target/ci/screenshots
"$gureum" build --store "$work/gureum.kg"
"$gureum" serve --store "$work/gureum.kg" --port 0 2> "$work/serve.log" &
server=$!
trap 'kill "$server"' EXIT
for _ in $(seq 100); do
  address=$(grep -o 'http://[0-9.:]*' "$work/serve.log" | head -n 1 || true)
  if [[ -n $address ]]; then break; fi
  sleep 0.1
done
node crates/gureum-server/tests/browser.cjs "$address" target/ci/screenshots
