//! The stages from a page to claims, each a function of what came before it.

mod arguments;
mod attendees;
pub mod cast;
mod certified;
pub mod claims;
mod coined;
mod discourse;
pub mod document;
pub mod draft;
mod emit;
pub mod finish;
mod given;
pub mod modality;
mod phrases;
mod plans;
pub mod probe;
mod qualifiers;
pub mod rule_index;
mod speech;
