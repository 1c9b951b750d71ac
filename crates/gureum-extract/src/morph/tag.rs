//! The part-of-speech tags of mecab-ko-dic 2.1 (after the Sejong tag set).

macro_rules! tags {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// A part of speech.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names are the tag set's own; see mecab-ko-dic's tag table")]
        pub enum Tag { $($variant),+ }

        impl Tag {
            fn parse(text: &str) -> Self {
                match text { $($name => Self::$variant,)+ _ => Self::Unknown }
            }

            /// The tag as ko-dic writes it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

tags! {
    Nng "NNG", Nnp "NNP", Nnb "NNB", Nnbc "NNBC", Nr "NR", Np "NP", Vv "VV", Va "VA", Vx "VX", Vcp "VCP", Vcn "VCN",
    Mm "MM", Mag "MAG", Maj "MAJ", Ic "IC", Jks "JKS", Jkc "JKC", Jkg "JKG", Jko "JKO", Jkb "JKB", Jkv "JKV",
    Jkq "JKQ", Jx "JX", Jc "JC", Ep "EP", Ef "EF", Ec "EC", Etn "ETN", Etm "ETM", Xpn "XPN", Xsn "XSN", Xsv "XSV",
    Xsa "XSA", Xr "XR", Sf "SF", Se "SE", Sso "SSO", Ssc "SSC", Sc "SC", Sy "SY", Sl "SL", Sh "SH", Sn "SN",
    Unknown "UNKNOWN",
}

impl Tag {
    /// A particle.
    pub fn is_josa(self) -> bool {
        matches!(
            self,
            Self::Jks
                | Self::Jkc
                | Self::Jkg
                | Self::Jko
                | Self::Jkb
                | Self::Jkv
                | Self::Jkq
                | Self::Jx
                | Self::Jc
        )
    }

    /// A verbal ending.
    pub fn is_ending(self) -> bool {
        matches!(self, Self::Ep | Self::Ef | Self::Ec | Self::Etn | Self::Etm)
    }

    /// Something that endings attach to.
    pub fn is_predicate_stem(self) -> bool {
        matches!(self, Self::Vv | Self::Va | Self::Vx | Self::Vcp | Self::Vcn | Self::Xsv | Self::Xsa)
    }

    /// A noun, number or foreign word.
    pub fn is_nominal(self) -> bool {
        matches!(
            self,
            Self::Nng
                | Self::Nnp
                | Self::Nnb
                | Self::Nnbc
                | Self::Nr
                | Self::Np
                | Self::Sl
                | Self::Sh
                | Self::Sn
                | Self::Xr
                | Self::Xsn
                | Self::Unknown
        )
    }
}

/// Up to four fused tags, such as `XSV+EP+EC`; longer chains keep their first four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tags {
    tags: [Tag; 4],
    len: u8,
}

impl Tags {
    pub(super) fn parse(text: &str) -> Self {
        let mut tags = [Tag::Unknown; 4];
        let mut len = 0;
        for (slot, part) in tags.iter_mut().zip(text.split('+')) {
            *slot = Tag::parse(part);
            len += 1;
        }
        Self { tags, len }
    }

    /// The first part's tag.
    pub fn first(self) -> Tag {
        self.tags[0]
    }

    /// The last part's tag.
    pub fn last(self) -> Tag {
        self.tags[usize::from(self.len) - 1]
    }

    /// How many parts are fused.
    pub fn len(self) -> usize {
        usize::from(self.len)
    }

    /// Always false: a morpheme has a tag.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Whether one of the parts has `tag`.
    pub fn has(self, tag: Tag) -> bool {
        self.iter().any(|t| t == tag)
    }

    /// The parts' tags in order.
    pub fn iter(self) -> impl Iterator<Item = Tag> {
        self.tags.into_iter().take(usize::from(self.len))
    }
}

impl From<Tag> for Tags {
    fn from(tag: Tag) -> Self {
        Self { tags: [tag, Tag::Unknown, Tag::Unknown, Tag::Unknown], len: 1 }
    }
}
