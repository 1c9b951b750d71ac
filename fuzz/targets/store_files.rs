//! See `gureum_fuzz::store_files`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gureum_fuzz::store_files(data));
