//! A client that hides nothing: it sends what it is told, byte by byte, and sees where an answer breaks off.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;
use std::time::Duration;

use gureum_server::app::App;
use gureum_server::{Access, Config, Limits, Server};
use gureum_store::{Scratch, Store};

use crate::world;

/// What a server said.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the body came to its proper end.
    pub(crate) is_complete: bool,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    /// The sentence of a problem, after checking that it is one.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        problem["detail"].as_str().expect("a sentence").to_owned()
    }
}

/// A running server that ends with the test.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    server: Mutex<Option<Server>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop_and_wait();
    }
}

impl Running {
    /// Ends the server.
    pub(crate) fn stop_and_wait(&self) {
        let server = self.server.lock().map(|mut server| server.take());
        if let Ok(Some(server)) = server {
            server.stop();
        }
    }

    fn start(app: App) -> Self {
        let server = Server::start(app).expect("a free port");
        Self { address: server.address(), server: Mutex::new(Some(server)) }
    }

    /// With the invented graph of `world`.
    pub(crate) fn built() -> Self {
        Self::with(world::store(), Limits::default())
    }

    pub(crate) fn with(store: Store, limits: Limits) -> Self {
        Self::start(App::new(Config { limits, ..config() }, store))
    }

    pub(crate) fn configured(store: Store, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = config();
        change(&mut config);
        Self::start(App::new(config, store))
    }

    /// With an empty graph that can be written.
    pub(crate) fn scratch(token: Option<&str>, limits: Limits) -> Self {
        let access = Access::Scratch { token: token.map(str::to_owned) };
        let config = Config { access, limits, ..config() };
        Self::start(App::with_scratch(config, Scratch::new().expect("memory")))
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server is there");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream
    }

    /// Sends a request and reads the answer.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut stream = self.connect();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head.push_str(&format!("Host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || matches!(method, "POST" | "PUT") {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).expect("the server reads");
        // A server that refuses early need not read it all.
        drop(stream.write_all(body));
        read(stream, method == "HEAD").expect("an answer")
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    pub(crate) fn get_as(&self, path: &str, accept: &str) -> Reply {
        self.send("GET", path, &[("Accept", accept)], b"")
    }

    /// Asks `/sparql` by POST.
    pub(crate) fn ask(&self, query: &str, accept: &str) -> Reply {
        let headers = [("Content-Type", "application/sparql-query"), ("Accept", accept)];
        self.send("POST", "/sparql", &headers, query.as_bytes())
    }
}

fn config() -> Config {
    Config { address: ([127, 0, 0, 1], 0).into(), ..Config::default() }
}

/// Reads an answer to its end.
pub(crate) fn read(stream: TcpStream, is_head: bool) -> io::Result<Reply> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("no status line: {line:?}")))?;
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) => headers.push((name.to_owned(), value.trim().to_owned())),
            None => break,
        }
    }
    let mut reply = Reply { status, headers, body: Vec::new(), is_complete: true };
    if is_head || status == 204 {
        return Ok(reply);
    }
    if reply.header("transfer-encoding") == Some("chunked") {
        reply.is_complete = chunks(&mut reader, &mut reply.body).unwrap_or(false);
    } else {
        let length = reply.header("content-length").and_then(|length| length.parse().ok());
        drop(reader.take(length.unwrap_or(u64::MAX)).read_to_end(&mut reply.body));
        reply.is_complete = length.is_none_or(|length| reply.body.len() as u64 == length);
    }
    Ok(reply)
}

/// `true` if the last chunk came.
fn chunks(reader: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Ok(length) = usize::from_str_radix(line.trim(), 16) else { return Ok(false) };
        let mut chunk = vec![0; length + 2];
        reader.read_exact(&mut chunk)?;
        body.extend_from_slice(&chunk[..length]);
        if length == 0 {
            return Ok(true);
        }
    }
}

/// Text for a URL.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
