//! `SERVICE`: other SPARQL endpoints, where their host is on a list. Only with the cargo feature `federation`.
//!
//! An endpoint is asked by POST for the whole of its part of the query, so that what narrows that part must stand
//! inside of it. Redirects and proxies are not followed, addresses of private networks are refused after the name is
//! looked up, and an answer ends with the query's time or at [`LARGEST`].

use std::error::Error;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use oxigraph::sparql::{QuerySolution, QuerySolutionIter};
use oxiri::Iri;
use oxrdf::{NamedNode, Variable};
use spareval::DefaultServiceHandler;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::QueryError;
use crate::endpoint::manners;

/// Bytes of an endpoint's answer.
const LARGEST: u64 = 64 << 20;
/// For a query that has no time limit of its own.
const LONGEST: Duration = Duration::from_secs(60);

/// The endpoints that queries may ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services {
    /// Host, or host and port.
    hosts: Vec<String>,
    private: bool,
}

impl Services {
    /// Those on these hosts, `query.wikidata.org` or `example.org:8080`.
    ///
    /// # Errors
    /// One is no host: it has a path, a scheme, or nothing.
    pub fn new(hosts: &[String]) -> Result<Self, QueryError> {
        for host in hosts {
            let parsed = host.parse::<ureq::http::uri::Authority>();
            if !parsed.is_ok_and(|authority| authority.as_str() == host && !host.contains('@')) {
                return Err(QueryError::Options(format!(
                    "'{host}' is no host: write query.wikidata.org or example.org:8080, without https:// and path"
                )));
            }
        }
        Ok(Self { hosts: hosts.iter().map(|host| host.to_lowercase()).collect(), private: false })
    }

    /// Also at addresses of this machine and of private networks, for endpoints of one's own.
    #[must_use]
    pub fn with_private_addresses(self) -> Self {
        Self { private: true, ..self }
    }

    fn allow(&self, endpoint: &Uri) -> bool {
        let Some(authority) = endpoint.authority() else { return false };
        let (host, all) = (authority.host().to_lowercase(), authority.as_str().to_lowercase());
        let is_web = matches!(endpoint.scheme_str(), Some("http" | "https"));
        is_web && self.hosts.iter().any(|known| *known == all || *known == host && authority.port().is_none())
    }
}

/// Why an endpoint did not answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServiceError {
    /// It is not on the list, or at a private address.
    #[error("SERVICE <{0}> is refused: {1}")]
    Refused(String, &'static str),
    /// It failed.
    #[error("SERVICE <{0}>: {1}")]
    Failed(String, String),
}

/// Says which error of a query an endpoint's is.
pub(crate) fn explain(error: &(dyn Error + Send + Sync + 'static)) -> Option<QueryError> {
    Some(match error.downcast_ref()? {
        refused @ ServiceError::Refused(..) => QueryError::Refused(refused.to_string()),
        failed @ ServiceError::Failed(..) => QueryError::Service(failed.to_string()),
    })
}

/// Asks endpoints for one query.
#[derive(Debug)]
pub(crate) struct Federation {
    services: Services,
    end: Option<Instant>,
}

impl Federation {
    pub(crate) fn new(services: Services, end: Option<Instant>) -> Self {
        Self { services, end }
    }

    fn ask(
        &self,
        endpoint: &str,
        pattern: &GraphPattern,
    ) -> Result<QuerySolutionIter<'static>, ServiceError> {
        let failed = |message: String| ServiceError::Failed(endpoint.to_owned(), message);
        let uri: Uri = endpoint.parse().map_err(|_| failed("it is no web address".to_owned()))?;
        if !self.services.allow(&uri) {
            let reason = "its host is not on the list of --allow-service";
            return Err(ServiceError::Refused(endpoint.to_owned(), reason));
        }
        let left = self.end.map_or(LONGEST, |end| end.saturating_duration_since(Instant::now()));
        let config = manners().timeout_global(Some(left)).build();
        let resolver = Public { private: self.services.private };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        let query = Query::Select { dataset: None, pattern: pattern.clone(), base_iri: None };
        let reply = agent
            .post(endpoint)
            .header("content-type", "application/sparql-query")
            .header("accept", "application/sparql-results+json, application/sparql-results+xml;q=0.9")
            .send(query.to_string());
        let mut reply = reply.map_err(|error| match error {
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                ServiceError::Refused(endpoint.to_owned(), "it is at an address of a private network")
            }
            other => failed(other.to_string()),
        })?;
        if !reply.status().is_success() {
            return Err(failed(format!("it answers with status {}", reply.status())));
        }
        let media_type = reply.headers().get("content-type").and_then(|value| value.to_str().ok());
        let format = media_type.and_then(QueryResultsFormat::from_media_type);
        let format = format.ok_or_else(|| {
            failed(format!("it answers in {}, not in SPARQL results", media_type.unwrap_or("no format")))
        })?;
        let body = reply.body_mut().with_config().limit(LARGEST).read_to_vec();
        let body = body.map_err(|error| failed(error.to_string()))?;
        let parsed = QueryResultsParser::from_format(format).for_slice(&body);
        rows(parsed.map_err(|error| failed(error.to_string()))?).map_err(failed)
    }
}

/// All rows, read before the first is used: what comes later would be of another time.
fn rows(answer: SliceQueryResultsParserOutput<'_>) -> Result<QuerySolutionIter<'static>, String> {
    let SliceQueryResultsParserOutput::Solutions(solutions) = answer else {
        return Err("it answers with true or false, not with rows".to_owned());
    };
    let variables: Arc<[Variable]> = solutions.variables().into();
    let rows: Vec<QuerySolution> = solutions.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    Ok(QuerySolutionIter::new(variables, rows.into_iter().map(Ok)))
}

impl DefaultServiceHandler for Federation {
    type Error = ServiceError;

    fn handle(
        &self,
        service: &NamedNode,
        pattern: &GraphPattern,
        _base: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, ServiceError> {
        self.ask(service.as_str(), pattern)
    }
}

/// Looks names up, and leaves out addresses that nobody outside could mean.
#[derive(Debug)]
struct Public {
    private: bool,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in found.iter().filter(|address| self.private || is_public(address.ip())) {
            kept.push(*address);
        }
        if kept.is_empty() {
            let message = format!("{} is an address of a private network", uri.host().unwrap_or_default());
            return Err(ureq::Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, message)));
        }
        Ok(kept)
    }
}

/// Whether an address is one of the open internet (the registries of special addresses of RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            let special = v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast()
                || a == 0
                || a == 100 && (64..128).contains(&b)
                || a == 192 && b == 0 && c == 0
                || a == 198 && (18..20).contains(&b)
                || a >= 240;
            !special
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public(IpAddr::V4(v4)),
            None => {
                // Only 2000::/3 is given out; in it, documentation, 6to4 and Teredo hide other addresses.
                let [a, b, ..] = v6.segments();
                let special = a == 0x2001 && (b == 0xdb8 || b < 0x200) || a == 0x2002;
                (0x2000..0x4000).contains(&a) && !special
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_private_networks_are_told_from_others() {
        let public = |text: &str| is_public(text.parse().expect("an address"));
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "224.0.0.1",
            "255.255.255.255",
        ] {
            assert!(!public(inside), "{inside}");
        }
        for outside in ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "172.32.0.1", "100.128.0.1"] {
            assert!(public(outside), "{outside}");
        }
    }

    #[test]
    fn hosts_are_hosts() {
        let services =
            Services::new(&["Query.Example.org".to_owned(), "example.org:8080".to_owned()]).unwrap();
        let allowed = |uri: &str| services.allow(&uri.parse().expect("an address"));
        assert!(allowed("https://query.example.org/sparql") && allowed("http://example.org:8080/"));
        for not in [
            "https://example.org/",
            "https://query.example.org.evil.org/",
            "https://evil.org/query.example.org",
            "ftp://query.example.org/",
            "https://query.example.org:99/",
            "https://query.example.org@evil.org/",
        ] {
            assert!(!allowed(not), "{not}");
        }
        for bad in ["https://example.org", "example.org/sparql", "", "a@example.org"] {
            assert!(Services::new(&[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
