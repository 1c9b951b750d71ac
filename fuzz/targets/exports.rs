//! See `gureum_fuzz::exports`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gureum_fuzz::exports(data));
