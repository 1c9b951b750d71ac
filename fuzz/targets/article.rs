//! See `gureum_fuzz::article`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gureum_fuzz::article(data));
