//! Reverse proxies before the server: whether the browser's connection is encrypted, and a server that does not know of them.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use bezmen_contract::console::account::SignIn;
use bezmen_server::app::Doors;
use bezmen_server::platform::config::Registration;

use crate::support::program::{answer, connect, serve};
use crate::support::{TestApp, sqlite_database};

/// Signs in behind so many proxies that note these protocols; answers the cookie, with which the next question is answered.
async fn cookie(app: &TestApp, protocols: &[&str]) -> String {
    let request = |method: Method, uri: &str| {
        let request = Request::builder().method(method).uri(uri);
        protocols.iter().fold(request, |request, line| {
            request.header("x-forwarded-proto", *line)
        })
    };
    let sign_in = SignIn {
        email: "owner@ромашка.example".to_owned(),
        password: "a long password".to_owned(),
    };
    let body = Body::from(serde_json::to_vec(&sign_in).unwrap());
    let asked =
        request(Method::POST, "/api/v1/session").header(header::CONTENT_TYPE, "application/json");
    let signed = app.stranger().send(asked, body).await;
    let cookie = signed.headers[header::SET_COOKIE].to_str().unwrap();
    let (pair, _) = cookie.split_once(';').unwrap();
    let asked = request(Method::GET, "/api/v1/me").header(header::COOKIE, pair);
    let me = app.stranger().send(asked, Body::empty()).await;
    assert_eq!(me.status, StatusCode::OK, "{protocols:?}: {}", me.text());
    cookie.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cookie_is_for_encrypted_connections_when_the_outermost_proxy_saw_one() {
    let database = sqlite_database().await;
    TestApp::new(&database).owner("Ромашка").await;
    for (proxies, protocols, is_secure) in [
        (2, &["https, http"][..], true),
        (2, &["https", "http"], true),
        (2, &["http", "https"], false),
        (1, &["HTTPS"], true),
        // What stands before our own proxies' notes was made up by the caller.
        (1, &["http, https"], true),
        (1, &["https, http"], false),
        // One of our proxies writes nothing, or writes over what was noted before it.
        (2, &["https"], true),
        (2, &["http"], false),
        (3, &["http,https"], true),
        // Nobody said how many there are.
        (0, &["https, http"], true),
        (0, &["https"], true),
        (0, &["http"], false),
        (0, &[], false),
    ] {
        let app = TestApp::with_doors(&database, Doors::new(Registration::Open, proxies));
        let cookie = cookie(&app, protocols).await;
        assert_eq!(
            (cookie.contains("; Secure"), cookie.starts_with("__Host-")),
            (is_secure, is_secure),
            "{proxies} {protocols:?}: {cookie}"
        );
    }
}

/// What a server says on standard error that is signed in to twice through a proxy.
async fn heard_behind_a_proxy(flags: &[&str], forwarded: &str) -> Vec<String> {
    let database = sqlite_database().await;
    let folder = tempfile::tempdir().unwrap();
    let mut server = serve(&database.address, folder.path())
        .args(["--metrics-listen", "none"])
        .args(flags)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut said = BufReader::new(server.stdout.take().unwrap());
    said.read_line(&mut line).unwrap();
    let (_, address) = line.trim().split_once("http://").unwrap();
    let body = r#"{"email":"nobody@shop.example","password":"a long password"}"#;
    for _ in 0..2 {
        let mut stream = connect(address);
        write!(
            stream,
            "POST /api/v1/session HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
             {forwarded}content-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        assert_eq!(answer(stream).0, 401);
    }
    server.kill().unwrap();
    server.wait().unwrap();
    let mut heard = String::new();
    let mut errors = server.stderr.take().unwrap();
    errors.read_to_string(&mut heard).unwrap();
    let warned = heard.lines().filter(|line| line.contains("WARN"));
    warned.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_that_the_server_was_not_told_of_is_named_once() {
    let forwarded = "x-forwarded-for: 192.0.2.7\r\n";
    let warned = heard_behind_a_proxy(&[], forwarded).await;
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert!(warned[0].contains("--proxies"), "{warned:?}");
    let told = heard_behind_a_proxy(&["--proxies", "1"], forwarded).await;
    assert!(told.is_empty(), "{told:?}");
    let alone = heard_behind_a_proxy(&[], "").await;
    assert!(alone.is_empty(), "{alone:?}");
}
