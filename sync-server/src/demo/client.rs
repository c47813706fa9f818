use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use bezmen_contract::failure::Failure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::Service;

use super::seed_error::SeedError;

/// No answer that the demo asks for is larger.
const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// Speaks to the server's routes as consoles and tills do, without a network.
pub(super) struct Client {
    router: Router,
}

impl Client {
    pub(super) fn new(router: Router) -> Self {
        Self { router }
    }

    /// Asks for something.
    pub(super) async fn get<T: DeserializeOwned>(
        &mut self,
        path: &str,
        token: &str,
    ) -> Result<T, SeedError> {
        self.call(Method::GET, path, token, Body::empty()).await
    }

    /// Sends something and reads the answer.
    pub(super) async fn post<T: DeserializeOwned>(
        &mut self,
        path: &str,
        token: &str,
        ask: &impl Serialize,
    ) -> Result<T, SeedError> {
        let body = Body::from(serde_json::to_vec(ask)?);
        self.call(Method::POST, path, token, body).await
    }

    /// Changes something and reads it back.
    pub(super) async fn put<T: DeserializeOwned>(
        &mut self,
        path: &str,
        token: &str,
        ask: &impl Serialize,
    ) -> Result<T, SeedError> {
        let body = Body::from(serde_json::to_vec(ask)?);
        self.call(Method::PUT, path, token, body).await
    }

    /// Does without an answer.
    pub(super) async fn delete(&mut self, path: &str, token: &str) -> Result<(), SeedError> {
        self.answer(Method::DELETE, path, token, Body::empty())
            .await
            .map(drop)
    }

    async fn call<T: DeserializeOwned>(
        &mut self,
        method: Method,
        path: &str,
        token: &str,
        body: Body,
    ) -> Result<T, SeedError> {
        Ok(serde_json::from_slice(
            &self.answer(method, path, token, body).await?,
        )?)
    }

    async fn answer(
        &mut self,
        method: Method,
        path: &str,
        token: &str,
        body: Body,
    ) -> Result<Vec<u8>, SeedError> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("bezmen-version", env!("CARGO_PKG_VERSION"));
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let refused = |message: String| SeedError::Refused {
            path: path.to_owned(),
            message,
        };
        let request = request
            .body(body)
            .map_err(|error| refused(error.to_string()))?;
        let Ok(response) = self.router.call(request).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), MAX_ANSWER_BYTES)
            .await
            .map_err(|error| refused(error.to_string()))?;
        if status.is_success() {
            return Ok(bytes.to_vec());
        }
        let said = serde_json::from_slice::<Failure>(&bytes).map(|failure| failure.message);
        Err(refused(said.unwrap_or_else(|_| {
            format!("{status}: {}", String::from_utf8_lossy(&bytes))
        })))
    }
}
