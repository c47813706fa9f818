use axum::Router;
use axum::body::{Body, BodyDataStream, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use bezmen_contract::console::imports::ImportPreview;
use bezmen_contract::failure::Failure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::ServiceExt;

/// Somebody who asks the server, in English.
#[derive(Clone)]
pub struct Actor {
    router: Router,
    token: Option<String>,
    address: Option<&'static str>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Actor {
    pub fn new(router: Router, token: Option<String>) -> Self {
        Self {
            router,
            token,
            address: None,
        }
    }

    /// The token they ask with.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap()
    }

    /// The same person at another address, as a proxy of the house tells it.
    pub fn at(self, address: &'static str) -> Self {
        Self {
            address: Some(address),
            ..self
        }
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let response = self.response(request, body).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec();
        Answer {
            status,
            headers,
            body,
        }
    }

    /// Opens an answer that does not end by itself.
    pub async fn open(&self, request: axum::http::request::Builder) -> BodyDataStream {
        let response = self.response(request, Body::empty()).await;
        assert!(response.status().is_success(), "{}", response.status());
        response.into_body().into_data_stream()
    }

    async fn response(
        &self,
        request: axum::http::request::Builder,
        body: Body,
    ) -> axum::response::Response {
        let request = match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        };
        let request = match self.address {
            Some(address) => request.header("x-forwarded-for", address),
            None => request,
        };
        let request: Request<Body> = request
            .header(header::ACCEPT_LANGUAGE, "en")
            .body(body)
            .unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Asks without a body, whatever comes back.
    pub async fn ask(&self, method: Method, path: &str) -> Answer {
        self.send_json(method, path, None).await
    }

    /// Asks with a body, whatever comes back.
    pub async fn ask_with(&self, method: Method, path: &str, body: &impl Serialize) -> Answer {
        self.send_json(method, path, Some(serde_json::to_vec(body).unwrap()))
            .await
    }

    async fn send_json(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request, body.map_or_else(Body::empty, Body::from))
            .await
    }

    async fn expect<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> T {
        let answer = self.send_json(method.clone(), path, body).await;
        assert!(
            answer.status.is_success(),
            "{method} {path}: {} {}",
            answer.status,
            answer.text()
        );
        serde_json::from_slice(&answer.body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}: {}", answer.text()))
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        self.expect(Method::GET, path, None).await
    }

    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> T {
        self.expect(Method::POST, path, Some(serde_json::to_vec(body).unwrap()))
            .await
    }

    pub async fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> T {
        self.expect(Method::PUT, path, Some(serde_json::to_vec(body).unwrap()))
            .await
    }

    /// Asks for something that must be refused with a code; returns the refusal.
    pub async fn refused(
        &self,
        method: Method,
        path: &str,
        body: &impl Serialize,
        code: &str,
    ) -> Failure {
        let body = if method.is_safe() {
            None
        } else {
            Some(serde_json::to_vec(body).unwrap())
        };
        let answer = self.send_json(method.clone(), path, body).await;
        let failure: Failure = serde_json::from_slice(&answer.body).unwrap_or_else(|_| {
            panic!(
                "{method} {path} is not refused: {} {}",
                answer.status,
                answer.text()
            )
        });
        assert_eq!(failure.code, code, "{method} {path}: {failure:?}");
        assert!(!answer.status.is_success());
        assert!(
            !failure.message.is_empty() && !failure.correlation_id.is_empty(),
            "{failure:?}"
        );
        failure
    }

    /// Uploads a file for an import.
    pub async fn upload(&self, file_name: &str, content: &[u8]) -> Answer {
        self.upload_to("/api/v1/imports/preview", file_name, content)
            .await
    }

    /// Uploads a file for a preview, to an address that may name its encoding.
    pub async fn upload_to(&self, address: &str, file_name: &str, content: &[u8]) -> Answer {
        let mut body = Vec::new();
        let head = format!(
            "--line\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--line--\r\n");
        let request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=line");
        self.send(request, Body::from(body)).await
    }

    /// Uploads a file that can be read.
    pub async fn preview(&self, file_name: &str, content: &[u8]) -> ImportPreview {
        let answer = self.upload(file_name, content).await;
        assert!(answer.status.is_success(), "{}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }
}
