# With the feature `federation` SERVICE asks endpoints on a list, and nobody else.
cargo clippy -p gureum-cli --all-targets --features federation -- -D warnings
cargo test -p gureum-store --features federation --test federation
