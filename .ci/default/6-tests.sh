# The tests, by the command that the README gives.
cargo test --workspace
