# Generated files are what their sources make of them. Repair: cargo xtask generate
cargo xtask generate --check
