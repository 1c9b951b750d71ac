//! The stages from a page to claims, each a function of what came before it.

pub mod cast;
pub mod claims;
pub mod document;
pub mod modality;
