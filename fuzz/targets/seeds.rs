//! See `gureum_fuzz::seeds`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gureum_fuzz::seeds(data));
