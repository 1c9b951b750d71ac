//! See `gureum_fuzz::sparql`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gureum_fuzz::sparql(data));
