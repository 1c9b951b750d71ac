# No warning of the compiler or of clippy, in any target.
cargo clippy --workspace --all-targets -- -D warnings
