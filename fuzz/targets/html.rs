//! See `gureum_fuzz::html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gureum_fuzz::html(data));
