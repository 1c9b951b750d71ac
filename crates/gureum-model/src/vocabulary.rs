//! The vocabulary as Rust constants: the classes and properties that facts are made of, and the
//! IRIs of what records them. What a term means is decided in `ontology/`, not here.
//!
//! Generated from `ontology/*.ttl` by `cargo xtask generate`: do not edit.

use serde::{Deserialize, Serialize};

use crate::own::OwnProperty;

/// Namespace of every term.
pub const NAMESPACE: &str = "https://w3id.org/gureum/ontology#";
/// Version of the ontology that this file was generated from.
pub const VERSION: &str = "0.1.0";

/// Classes of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// A company, ministry, agency, university, association, alliance, department or committee.
    Organization,
    /// A named person.
    Person,
    /// A named policy, strategy, project, procurement scheme, tender or curriculum.
    Program,
    /// A named product, service, platform or model, or a definite one that the article describes.
    Service,
    /// A general technology that things are based on.
    Technology,
    /// A certificate or its grade.
    Certification,
    /// An act or decree.
    Law,
    /// A field of the economy or of administration.
    Sector,
    /// A country, city or district.
    Place,
    /// A data centre, region, zone or building.
    Facility,
    /// A conference or meeting.
    Event,
    /// A way of delivering cloud services, such as IaaS, PaaS, SaaS or DaaS.
    ServiceModel,
    /// A class of companies that a share is given for.
    Group,
}

impl Class {
    /// Every one, in the ontology's order.
    pub const ALL: [Self; 13] = [
        Self::Organization,
        Self::Person,
        Self::Program,
        Self::Service,
        Self::Technology,
        Self::Certification,
        Self::Law,
        Self::Sector,
        Self::Place,
        Self::Facility,
        Self::Event,
        Self::ServiceModel,
        Self::Group,
    ];

    /// Local name in the ontology, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organization => "Organization",
            Self::Person => "Person",
            Self::Program => "Program",
            Self::Service => "Service",
            Self::Technology => "Technology",
            Self::Certification => "Certification",
            Self::Law => "Law",
            Self::Sector => "Sector",
            Self::Place => "Place",
            Self::Facility => "Facility",
            Self::Event => "Event",
            Self::ServiceModel => "ServiceModel",
            Self::Group => "Group",
        }
    }

    /// Korean label.
    pub const fn label_ko(self) -> &'static str {
        match self {
            Self::Organization => "조직",
            Self::Person => "인물",
            Self::Program => "사업",
            Self::Service => "서비스",
            Self::Technology => "기술",
            Self::Certification => "인증",
            Self::Law => "법령",
            Self::Sector => "분야",
            Self::Place => "장소",
            Self::Facility => "시설",
            Self::Event => "행사",
            Self::ServiceModel => "서비스 모델",
            Self::Group => "집단",
        }
    }

    /// English label.
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Person => "person",
            Self::Program => "programme",
            Self::Service => "service",
            Self::Technology => "technology",
            Self::Certification => "certification",
            Self::Law => "law",
            Self::Sector => "sector",
            Self::Place => "place",
            Self::Facility => "facility",
            Self::Event => "event",
            Self::ServiceModel => "service model",
            Self::Group => "group",
        }
    }

    /// The term with this local name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|term| term.name() == name)
    }
}

/// What a property's objects are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// An entity of one of these classes.
    Entity(&'static [Class]),
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// A date to the text's own precision.
    Date,
    /// Text as written.
    Text,
}

/// Properties of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// Agreed or ongoing cooperation: a memorandum, a partnership, joint business or joint development.
    PartnersWith,
    /// The article names the two as competitors.
    CompetesWith,
    /// Is a member of an alliance, association, consortium or committee.
    MemberOf,
    /// Takes part in a programme or attends an event, where neither selection nor membership says it better.
    ParticipatesIn,
    /// Was chosen for a programme or won its tender, preferred bidders included.
    SelectedFor,
    /// Holds a post in the organisation as of the article.
    WorksFor,
    /// Held a post in the organisation in the past.
    WorkedFor,
    /// Set up or launched an organisation, alliance or unit.
    Founded,
    /// Is a department, part or task of a larger thing of the same class.
    PartOf,
    /// Is a subsidiary, affiliate or subordinate agency of the other.
    SubsidiaryOf,
    /// Leads, orders, implements or announced the programme as its own.
    RunsProgram,
    /// Money set aside for the programme, in total or for a part, in Korean won.
    Budget,
    /// Offers, sells, has released or runs the service for others.
    Provides,
    /// Is developing or preparing the service or technology.
    Develops,
    /// As a customer, adopts, has moved to or chose a service, a technology or a provider.
    Uses,
    /// Runs on or is placed in a service, a facility or a provider's cloud.
    HostedOn,
    /// Is built with or uses a technology, another service or an organisation's technology.
    BasedOn,
    /// Is delivered in the service model, or is a company of that model.
    ServiceModel,
    /// The programme or service is for the sector; an organisation sells to it.
    TargetsSector,
    /// Owns or runs the facility.
    Operates,
    /// Where the facility, organisation or event is.
    LocatedIn,
    /// Bought the other organisation.
    Acquired,
    /// Puts money into an organisation, a programme or a facility; the amount is the value of the claim.
    InvestsIn,
    /// Has obtained the certificate.
    HoldsCertification,
    /// To supply the sector or the programme, the certificate must be held.
    RequiresCertification,
    /// Gives the certificate.
    Issues,
    /// Share of a market in percent: 78 for 78%.
    MarketShare,
    /// Sales of a period in Korean won.
    Revenue,
    /// Number of members or participants that the article states.
    MemberCount,
    /// When it was founded, launched, opened, completed or put into operation; the start of construction is not meant.
    StartDate,
    /// When it ended or closed, or until when it runs.
    EndDate,
    /// Host name of its web site as the article writes it.
    Website,
    /// Another name that the article itself gives.
    Alias,
    /// One that a user's ontology adds.
    Own(OwnProperty),
}

impl Property {
    /// Every one of ours, in the ontology's order.
    pub const ALL: [Self; 33] = [
        Self::PartnersWith,
        Self::CompetesWith,
        Self::MemberOf,
        Self::ParticipatesIn,
        Self::SelectedFor,
        Self::WorksFor,
        Self::WorkedFor,
        Self::Founded,
        Self::PartOf,
        Self::SubsidiaryOf,
        Self::RunsProgram,
        Self::Budget,
        Self::Provides,
        Self::Develops,
        Self::Uses,
        Self::HostedOn,
        Self::BasedOn,
        Self::ServiceModel,
        Self::TargetsSector,
        Self::Operates,
        Self::LocatedIn,
        Self::Acquired,
        Self::InvestsIn,
        Self::HoldsCertification,
        Self::RequiresCertification,
        Self::Issues,
        Self::MarketShare,
        Self::Revenue,
        Self::MemberCount,
        Self::StartDate,
        Self::EndDate,
        Self::Website,
        Self::Alias,
    ];

    /// Local name in the ontology, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PartnersWith => "partnersWith",
            Self::CompetesWith => "competesWith",
            Self::MemberOf => "memberOf",
            Self::ParticipatesIn => "participatesIn",
            Self::SelectedFor => "selectedFor",
            Self::WorksFor => "worksFor",
            Self::WorkedFor => "workedFor",
            Self::Founded => "founded",
            Self::PartOf => "partOf",
            Self::SubsidiaryOf => "subsidiaryOf",
            Self::RunsProgram => "runsProgram",
            Self::Budget => "budget",
            Self::Provides => "provides",
            Self::Develops => "develops",
            Self::Uses => "uses",
            Self::HostedOn => "hostedOn",
            Self::BasedOn => "basedOn",
            Self::ServiceModel => "serviceModel",
            Self::TargetsSector => "targetsSector",
            Self::Operates => "operates",
            Self::LocatedIn => "locatedIn",
            Self::Acquired => "acquired",
            Self::InvestsIn => "investsIn",
            Self::HoldsCertification => "holdsCertification",
            Self::RequiresCertification => "requiresCertification",
            Self::Issues => "issues",
            Self::MarketShare => "marketShare",
            Self::Revenue => "revenue",
            Self::MemberCount => "memberCount",
            Self::StartDate => "startDate",
            Self::EndDate => "endDate",
            Self::Website => "website",
            Self::Alias => "alias",
            Self::Own(own) => own.name(),
        }
    }

    /// Korean label.
    pub const fn label_ko(self) -> &'static str {
        match self {
            Self::PartnersWith => "협력한다",
            Self::CompetesWith => "경쟁한다",
            Self::MemberOf => "회원이다",
            Self::ParticipatesIn => "참여한다",
            Self::SelectedFor => "선정되었다",
            Self::WorksFor => "재직한다",
            Self::WorkedFor => "재직했다",
            Self::Founded => "설립했다",
            Self::PartOf => "일부이다",
            Self::SubsidiaryOf => "자회사이다",
            Self::RunsProgram => "추진한다",
            Self::Budget => "예산",
            Self::Provides => "제공한다",
            Self::Develops => "개발한다",
            Self::Uses => "이용한다",
            Self::HostedOn => "호스팅된다",
            Self::BasedOn => "기반으로 한다",
            Self::ServiceModel => "서비스 모델이다",
            Self::TargetsSector => "분야를 대상으로 한다",
            Self::Operates => "운영한다",
            Self::LocatedIn => "위치한다",
            Self::Acquired => "인수했다",
            Self::InvestsIn => "투자한다",
            Self::HoldsCertification => "인증을 보유한다",
            Self::RequiresCertification => "인증을 요구한다",
            Self::Issues => "인증을 발급한다",
            Self::MarketShare => "시장 점유율",
            Self::Revenue => "매출",
            Self::MemberCount => "구성원 수",
            Self::StartDate => "시작일",
            Self::EndDate => "종료일",
            Self::Website => "웹사이트",
            Self::Alias => "다른 이름",
            Self::Own(own) => own.label_ko(),
        }
    }

    /// English label.
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::PartnersWith => "partners with",
            Self::CompetesWith => "competes with",
            Self::MemberOf => "member of",
            Self::ParticipatesIn => "participates in",
            Self::SelectedFor => "selected for",
            Self::WorksFor => "works for",
            Self::WorkedFor => "worked for",
            Self::Founded => "founded",
            Self::PartOf => "part of",
            Self::SubsidiaryOf => "subsidiary of",
            Self::RunsProgram => "runs programme",
            Self::Budget => "budget",
            Self::Provides => "provides",
            Self::Develops => "develops",
            Self::Uses => "uses",
            Self::HostedOn => "hosted on",
            Self::BasedOn => "based on",
            Self::ServiceModel => "service model",
            Self::TargetsSector => "targets sector",
            Self::Operates => "operates",
            Self::LocatedIn => "located in",
            Self::Acquired => "acquired",
            Self::InvestsIn => "invests in",
            Self::HoldsCertification => "holds certification",
            Self::RequiresCertification => "requires certification",
            Self::Issues => "issues",
            Self::MarketShare => "market share",
            Self::Revenue => "revenue",
            Self::MemberCount => "member count",
            Self::StartDate => "start date",
            Self::EndDate => "end date",
            Self::Website => "website",
            Self::Alias => "alias",
            Self::Own(own) => own.label_en(),
        }
    }

    /// Classes of its subjects.
    pub const fn domain(self) -> &'static [Class] {
        match self {
            Self::PartnersWith => &[Class::Organization],
            Self::CompetesWith => &[Class::Organization],
            Self::MemberOf => &[Class::Organization, Class::Person],
            Self::ParticipatesIn => &[Class::Organization, Class::Person],
            Self::SelectedFor => &[Class::Organization],
            Self::WorksFor => &[Class::Person],
            Self::WorkedFor => &[Class::Person],
            Self::Founded => &[Class::Organization, Class::Person],
            Self::PartOf => &[Class::Organization, Class::Program, Class::Service],
            Self::SubsidiaryOf => &[Class::Organization],
            Self::RunsProgram => &[Class::Organization],
            Self::Budget => &[Class::Program],
            Self::Provides => &[Class::Organization],
            Self::Develops => &[Class::Organization],
            Self::Uses => &[Class::Organization],
            Self::HostedOn => &[Class::Service],
            Self::BasedOn => &[Class::Service],
            Self::ServiceModel => &[Class::Service, Class::Organization],
            Self::TargetsSector => &[Class::Program, Class::Service, Class::Organization],
            Self::Operates => &[Class::Organization],
            Self::LocatedIn => &[Class::Facility, Class::Organization, Class::Event],
            Self::Acquired => &[Class::Organization],
            Self::InvestsIn => &[Class::Organization],
            Self::HoldsCertification => &[Class::Organization, Class::Service],
            Self::RequiresCertification => &[Class::Sector, Class::Program],
            Self::Issues => &[Class::Organization],
            Self::MarketShare => &[Class::Organization, Class::Group],
            Self::Revenue => &[Class::Organization],
            Self::MemberCount => &[Class::Organization, Class::Program],
            Self::StartDate => &[Class::Program, Class::Organization, Class::Facility, Class::Service],
            Self::EndDate => &[Class::Program, Class::Organization, Class::Facility, Class::Service],
            Self::Website => &[Class::Organization],
            Self::Alias => &Class::ALL,
            Self::Own(own) => own.domain(),
        }
    }

    /// What its objects are.
    pub const fn range(self) -> Range {
        match self {
            Self::PartnersWith => Range::Entity(&[Class::Organization]),
            Self::CompetesWith => Range::Entity(&[Class::Organization]),
            Self::MemberOf => Range::Entity(&[Class::Organization]),
            Self::ParticipatesIn => Range::Entity(&[Class::Program, Class::Event]),
            Self::SelectedFor => Range::Entity(&[Class::Program]),
            Self::WorksFor => Range::Entity(&[Class::Organization]),
            Self::WorkedFor => Range::Entity(&[Class::Organization]),
            Self::Founded => Range::Entity(&[Class::Organization]),
            Self::PartOf => Range::Entity(&[Class::Organization, Class::Program, Class::Service]),
            Self::SubsidiaryOf => Range::Entity(&[Class::Organization]),
            Self::RunsProgram => Range::Entity(&[Class::Program]),
            Self::Budget => Range::Integer,
            Self::Provides => Range::Entity(&[Class::Service]),
            Self::Develops => Range::Entity(&[Class::Service, Class::Technology]),
            Self::Uses => Range::Entity(&[Class::Service, Class::Technology, Class::Organization]),
            Self::HostedOn => Range::Entity(&[Class::Service, Class::Facility, Class::Organization]),
            Self::BasedOn => Range::Entity(&[Class::Technology, Class::Service, Class::Organization]),
            Self::ServiceModel => Range::Entity(&[Class::ServiceModel]),
            Self::TargetsSector => Range::Entity(&[Class::Sector]),
            Self::Operates => Range::Entity(&[Class::Facility]),
            Self::LocatedIn => Range::Entity(&[Class::Place, Class::Facility]),
            Self::Acquired => Range::Entity(&[Class::Organization]),
            Self::InvestsIn => Range::Entity(&[Class::Organization, Class::Program, Class::Facility]),
            Self::HoldsCertification => Range::Entity(&[Class::Certification]),
            Self::RequiresCertification => Range::Entity(&[Class::Certification]),
            Self::Issues => Range::Entity(&[Class::Certification]),
            Self::MarketShare => Range::Decimal,
            Self::Revenue => Range::Integer,
            Self::MemberCount => Range::Integer,
            Self::StartDate => Range::Date,
            Self::EndDate => Range::Date,
            Self::Website => Range::Text,
            Self::Alias => Range::Text,
            Self::Own(own) => own.range(),
        }
    }

    /// Whether it holds in both directions.
    pub const fn is_symmetric(self) -> bool {
        match self {
            Self::Own(own) => own.is_symmetric(),
            Self::PartnersWith | Self::CompetesWith => true,
            _ => false,
        }
    }

    /// Local name of its inverse, where that is another property.
    pub const fn inverse(self) -> Option<&'static str> {
        match self {
            Self::MemberOf => Some("hasMember"),
            Self::ParticipatesIn => Some("hasParticipant"),
            Self::SelectedFor => Some("hasSelected"),
            Self::WorksFor => Some("employs"),
            Self::WorkedFor => Some("formerlyEmployed"),
            Self::Founded => Some("foundedBy"),
            Self::PartOf => Some("hasPart"),
            Self::SubsidiaryOf => Some("hasSubsidiary"),
            Self::RunsProgram => Some("programRunBy"),
            Self::Provides => Some("providedBy"),
            Self::Develops => Some("developedBy"),
            Self::Uses => Some("usedBy"),
            Self::HostedOn => Some("hosts"),
            Self::BasedOn => Some("basisOf"),
            Self::ServiceModel => Some("serviceModelOf"),
            Self::TargetsSector => Some("targetedBy"),
            Self::Operates => Some("operatedBy"),
            Self::LocatedIn => Some("locationOf"),
            Self::Acquired => Some("acquiredBy"),
            Self::InvestsIn => Some("hasInvestor"),
            Self::HoldsCertification => Some("certificationHeldBy"),
            Self::RequiresCertification => Some("certificationRequiredBy"),
            Self::Issues => Some("issuedBy"),
            Self::PartnersWith
            | Self::CompetesWith
            | Self::Budget
            | Self::MarketShare
            | Self::Revenue
            | Self::MemberCount
            | Self::StartDate
            | Self::EndDate
            | Self::Website
            | Self::Alias => None,
            Self::Own(own) => own.inverse(),
        }
    }
}

/// IRIs of what records facts: articles, facts, claims, evidence and modalities.
pub mod term {
    /// A news article that facts were read from. Its IRI also names the graph of what it says.
    pub const ARTICLE: &str = "https://w3id.org/gureum/ontology#Article";
    /// A statement of subject, predicate and object (rdf:subject, rdf:predicate, rdf:object), whoever makes it and however it is put.
    pub const FACT: &str = "https://w3id.org/gureum/ontology#Fact";
    /// One article's word on one fact: its modality, date, qualifiers and speaker.
    pub const CLAIM: &str = "https://w3id.org/gureum/ontology#Claim";
    /// A place in the article's text that states a claim, and the rule that read it there.
    pub const EVIDENCE: &str = "https://w3id.org/gureum/ontology#Evidence";
    /// The fact that the claim is about.
    pub const FACT_OF_CLAIM: &str = "https://w3id.org/gureum/ontology#fact";
    /// The article that makes the claim.
    pub const IN_ARTICLE: &str = "https://w3id.org/gureum/ontology#inArticle";
    /// How the article puts the fact: asserted, planned, negated or speculated.
    pub const MODALITY: &str = "https://w3id.org/gureum/ontology#modality";
    /// The person or organisation that the article quotes for the claim.
    pub const ATTRIBUTED_TO: &str = "https://w3id.org/gureum/ontology#attributedTo";
    /// When the fact came or comes about, to the text's own precision.
    pub const DATE: &str = "https://w3id.org/gureum/ontology#date";
    /// First day (xsd:date) that the date may mean.
    pub const FROM: &str = "https://w3id.org/gureum/ontology#from";
    /// Last day (xsd:date) that the date may mean.
    pub const UNTIL: &str = "https://w3id.org/gureum/ontology#until";
    /// Day (xsd:date) on which the article was published.
    pub const SAID_ON: &str = "https://w3id.org/gureum/ontology#saidOn";
    /// Post of a person as written, without the organisation's name; for worksFor and workedFor.
    pub const TITLE: &str = "https://w3id.org/gureum/ontology#title";
    /// What part an amount is for.
    pub const SCOPE: &str = "https://w3id.org/gureum/ontology#scope";
    /// The market that a share is of.
    pub const MARKET: &str = "https://w3id.org/gureum/ontology#market";
    /// Who measured a share, as written.
    pub const SOURCE: &str = "https://w3id.org/gureum/ontology#source";
    /// Amount invested, in Korean won.
    pub const VALUE: &str = "https://w3id.org/gureum/ontology#value";
    /// Unit of the fact's literal object: KRW or percent.
    pub const UNIT: &str = "https://w3id.org/gureum/ontology#unit";
    /// How the article writes the fact's literal object.
    pub const TEXT: &str = "https://w3id.org/gureum/ontology#text";
    /// The claim that the evidence supports.
    pub const CLAIM_OF_EVIDENCE: &str = "https://w3id.org/gureum/ontology#claim";
    /// The clause that states the fact, exactly as in the text.
    pub const QUOTE: &str = "https://w3id.org/gureum/ontology#quote";
    /// The sentence around the quote.
    pub const SENTENCE: &str = "https://w3id.org/gureum/ontology#sentence";
    /// Where the quote starts: an offset in UTF-8 bytes of the decoded input.
    pub const START: &str = "https://w3id.org/gureum/ontology#start";
    /// Where the quote ends (exclusive): an offset in UTF-8 bytes of the decoded input.
    pub const END: &str = "https://w3id.org/gureum/ontology#end";
    /// Name of the extraction rule that read the claim.
    pub const RULE: &str = "https://w3id.org/gureum/ontology#rule";
    /// SHA-256 of the article's bytes as they came in, by which its text is kept beside the graph.
    pub const CONTENT_HASH: &str = "https://w3id.org/gureum/ontology#contentHash";
    /// What reading the article again takes beside its text, as JSON: the kind of file, or title, publisher, date and address that came with it.
    pub const READ_AS: &str = "https://w3id.org/gureum/ontology#readAs";
    /// The least hashes of the text, eight hexadecimal digits each, by which articles that print the same text are found.
    pub const SKETCH: &str = "https://w3id.org/gureum/ontology#sketch";
    /// How many articles assert the fact; derived, and can be counted again from the articles' graphs.
    pub const ARTICLE_COUNT: &str = "https://w3id.org/gureum/ontology#articleCount";
    /// How many articles assert the fact, those that print one text counted once; derived.
    pub const INDEPENDENT_COUNT: &str = "https://w3id.org/gureum/ontology#independentCount";
    /// Estimated probability that the fact is right, between 0 and 1 to four digits; derived from how reliable the rules are that read it, and from the independent articles that assert or deny it.
    pub const BELIEF: &str = "https://w3id.org/gureum/ontology#belief";
    /// Another fact that cannot hold at the same time. A fact that is asserted or planned here and denied there for the same time conflicts with itself.
    pub const CONFLICTS_WITH: &str = "https://w3id.org/gureum/ontology#conflictsWith";
    /// The earliest of the articles that print the same text.
    pub const REPRINT_OF: &str = "https://w3id.org/gureum/ontology#reprintOf";
    /// How often the facts that an extraction rule read were right and wrong, judged by articles that people have read.
    pub const RELIABILITY: &str = "https://w3id.org/gureum/ontology#Reliability";
    /// Name of the extraction rule that was measured.
    pub const OF_RULE: &str = "https://w3id.org/gureum/ontology#ofRule";
    /// How many of the facts that the rule read were right.
    pub const RIGHT: &str = "https://w3id.org/gureum/ontology#right";
    /// How many of the facts that the rule read were wrong.
    pub const WRONG: &str = "https://w3id.org/gureum/ontology#wrong";
    /// Name of the articles, read by people, that the rule was measured by.
    pub const GOLD: &str = "https://w3id.org/gureum/ontology#gold";
    /// Day (xsd:date) on which it was measured.
    pub const MEASURED_ON: &str = "https://w3id.org/gureum/ontology#measuredOn";
    /// A statement of subject, predicate and object that no article makes, and that follows from several facts together.
    pub const INFERENCE: &str = "https://w3id.org/gureum/ontology#Inference";
    /// One of the facts that the inference follows from.
    pub const RESTS_ON: &str = "https://w3id.org/gureum/ontology#restsOn";
    /// A line that somebody wrote by hand and that wins over extraction; dcterms:description says what it does.
    pub const CORRECTION: &str = "https://w3id.org/gureum/ontology#Correction";
    /// An entity or article that the correction is about.
    pub const CORRECTS: &str = "https://w3id.org/gureum/ontology#corrects";
    /// Why the correction was made.
    pub const REASON: &str = "https://w3id.org/gureum/ontology#reason";
    /// The article says that it is so.
    pub const ASSERTED: &str = "https://w3id.org/gureum/ontology#asserted";
    /// The article says that it is to be so: a plan, an aim, a decision or something under construction.
    pub const PLANNED: &str = "https://w3id.org/gureum/ontology#planned";
    /// The article says that it is not so.
    pub const NEGATED: &str = "https://w3id.org/gureum/ontology#negated";
    /// The article says that it may be so: a forecast, a rumour or a possibility.
    pub const SPECULATED: &str = "https://w3id.org/gureum/ontology#speculated";
}
