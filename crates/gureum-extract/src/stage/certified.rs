//! Whose certificate "그 인증" is: a firm gets it for its product.

use gureum_model::{Class, Modality, Property};

use super::claims::Reader;
use super::draft::{Draft, DraftObject};

impl Reader<'_> {
    /// "새벽은 아직 CSAP를 받지 못했으며, 다솜테크는 연내 인증을 받을 계획이다": the product is what lacks the
    /// certificate, so what the firm that offers it will get is the product's. One pass over the drafts for each
    /// claim of a certificate.
    pub(super) fn certify_products(&mut self) {
        let service = |d: &Draft| self.cast.members[d.subject].class == Class::Service;
        let of_product: Vec<(usize, usize)> = (0..self.drafts.len())
            .filter_map(|at| {
                let claim = &self.drafts[at];
                let holds = claim.property == Property::HoldsCertification
                    && self.cast.members[claim.subject].class == Class::Organization
                    && claim.modality != Modality::Negated;
                if !holds {
                    return None;
                }
                let lacks = |d: &&Draft| {
                    d.property == Property::HoldsCertification
                        && d.modality == Modality::Negated
                        && d.object == claim.object
                        && service(d)
                        && self.offers(claim.subject, d.subject)
                };
                let product = self.drafts[..at].iter().rev().find(lacks)?;
                Some((at, product.subject))
            })
            .collect();
        for (at, product) in of_product {
            self.drafts[at].subject = product;
            self.drafts[at].subject_at = None;
        }
    }

    fn offers(&self, firm: usize, product: usize) -> bool {
        self.drafts.iter().any(|d| {
            matches!(d.property, Property::Provides | Property::Develops)
                && d.subject == firm
                && d.object == DraftObject::Entity(product)
        })
    }
}
