//! See `gureum_fuzz::front_matter`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gureum_fuzz::front_matter(data));
