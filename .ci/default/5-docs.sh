# The documentation of the crates builds, and its links lead somewhere.
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps
