# Rust sources are formatted as rustfmt does it. Repair: cargo fmt --all
cargo fmt --all --check
