//! Talking to the server: each call of the wire, with its refusals sorted into [`Trouble`].

use std::sync::Arc;
use std::time::Duration;

use bezmen_contract::failure::Failure;
use bezmen_contract::wire::{
    HeadReply, PairPoll, PairPolled, PairStart, PairStarted, PullPage, PushConflict, PushReply,
    PushRequest, SnapshotReply, SnapshotRequest, Stream,
};
use bezmen_sync::pull::PAGE_ROWS;
use bezmen_sync::push::MAX_COMPRESSED_BYTES;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

use super::options::SyncOptions;
use super::patience::FIRST_ANSWER_WITHIN;
use super::trouble::Trouble;

/// Longest answer that is read into memory: a page of rows with room to spare.
const MAX_ANSWER_BYTES: usize = 64 << 20;

/// Level at which a run is packed: receipts shrink to a tenth in a millisecond or two.
const PACK_LEVEL: i32 = 3;

/// What became of a push.
pub(super) enum Pushed {
    /// The server has it.
    Taken(PushReply),
    /// The server has something else.
    Conflict(PushConflict),
}

/// The client all requests go through.
pub(super) fn client(options: &SyncOptions) -> Result<Client, Trouble> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    // A shop may run its server under a certificate of its own that the system trusts.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Trouble::Offline(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(options.connect)
        .read_timeout(options.silence)
        // A till follows no redirect: its token goes to the address the owner typed, and nowhere else.
        .redirect(reqwest::redirect::Policy::none())
        .pool_idle_timeout(Duration::from_secs(90))
        .tcp_keepalive(Duration::from_secs(30))
        .user_agent(concat!("bezmen-till/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| Trouble::Offline(error.to_string()))
}

/// Makes the server's address out of what a person typed: `https` unless they say otherwise.
pub(crate) fn server_address(typed: &str) -> Result<String, Trouble> {
    let bad = || Trouble::BadAddress(typed.to_owned());
    let typed = typed.trim();
    let address = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let address = address.trim_end_matches('/');
    let url = reqwest::Url::parse(address).map_err(|_| bad())?;
    // One bare word is a slip of the hand more often than a machine of the shop; that one is written with http:// or a port.
    let is_word = !typed.contains("://")
        && url.port().is_none()
        && url
            .domain()
            .is_some_and(|name| !name.contains('.') && name != "localhost");
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !matches!(url.scheme(), "http" | "https")
        || url.host_str().is_none_or(str::is_empty)
        || !is_plain
        || is_word
    {
        return Err(bad());
    }
    Ok(address.to_owned())
}

/// A server at its address.
#[derive(Clone)]
pub(super) struct Server {
    pub client: Client,
    pub address: String,
    /// Empty before the till is paired.
    pub token: String,
    pub clock: Arc<dyn crate::clock::Clock>,
    /// See [`SyncOptions::call`].
    pub call_within: Duration,
    /// See [`SyncOptions::progress`].
    pub progress_within: Duration,
    /// See [`SyncOptions::file_made`].
    pub file_made_within: Duration,
}

impl Server {
    pub(super) async fn pair_start(&self, start: &PairStart) -> Result<PairStarted, Trouble> {
        self.answer(self.request(Method::POST, "/v1/pair/start").json(start))
            .await
    }

    pub(super) async fn pair_poll(&self, poll: &PairPoll) -> Result<PairPolled, Trouble> {
        self.answer(self.request(Method::POST, "/v1/pair/poll").json(poll))
            .await
    }

    pub(super) async fn push(&self, request: &PushRequest) -> Result<Pushed, Trouble> {
        let json = serde_json::to_vec(request).map_err(crate::store::StoreError::from)?;
        let packed = zstd::encode_all(&json[..], PACK_LEVEL).map_err(Trouble::File)?;
        if packed.len() > MAX_COMPRESSED_BYTES && request.ops.len() > 1 {
            return Err(Trouble::TooLarge);
        }
        let request = self
            .request(Method::POST, "/v1/push")
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_ENCODING, "zstd")
            .body(packed);
        self.in_time(async {
            let response = sent(request).await?;
            if response.status() == StatusCode::CONFLICT {
                return Ok(Pushed::Conflict(parsed(&whole(response).await?)?));
            }
            let response = accepted(response).await?;
            Ok(Pushed::Taken(parsed(&whole(response).await?)?))
        })
        .await
    }

    /// Asks, and hears the answer to its end.
    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Trouble> {
        self.in_time(async {
            let response = sent(request.header(ACCEPT_ENCODING, "zstd")).await?;
            parsed(&whole(accepted(response).await?).await?)
        })
        .await
    }

    async fn in_time<T>(
        &self,
        call: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<T, Trouble> {
        tokio::time::timeout(self.call_within, call)
            .await
            .map_err(|_| Trouble::Offline("the server is too slow".to_owned()))?
    }

    pub(super) async fn head(&self, epoch: u32) -> Result<HeadReply, Trouble> {
        // The first question of a round: a line that swallows it is given up soon.
        let asked = self.answer(self.request(Method::GET, &format!("/v1/head?epoch={epoch}")));
        tokio::time::timeout(FIRST_ANSWER_WITHIN, asked)
            .await
            .map_err(|_| Trouble::Offline("the server is silent".to_owned()))?
    }

    pub(super) async fn pull(&self, stream: Stream, after: u64) -> Result<PullPage, Trouble> {
        let path = format!(
            "/v1/pull?stream={}&after={after}&limit={PAGE_ROWS}",
            stream.as_str()
        );
        self.answer(self.request(Method::GET, &path)).await
    }

    pub(super) async fn snapshot(&self, stream: Stream) -> Result<SnapshotReply, Trouble> {
        self.answer(
            self.request(Method::POST, "/v1/snapshot")
                .json(&SnapshotRequest { stream }),
        )
        .await
    }

    /// Begins to fetch a snapshot from a byte on.
    pub(super) async fn snapshot_from(&self, path: &str, from: u64) -> Result<Response, Trouble> {
        if !path.starts_with("/v1/snapshot/") {
            return Err(Trouble::Rubbish("the snapshot lies elsewhere".to_owned()));
        }
        // Packed once is enough, and the bytes must be those of the file.
        let request = self
            .request(Method::GET, path)
            .header(ACCEPT_ENCODING, "identity");
        let request = if from > 0 {
            request.header("range", format!("bytes={from}-"))
        } else {
            request
        };
        accepted(sent(request).await?).await
    }

    /// Begins to listen for hints.
    pub(super) async fn hints(&self) -> Result<Response, Trouble> {
        accepted(
            sent(
                self.request(Method::GET, "/v1/hints")
                    .header("accept", "text/event-stream"),
            )
            .await?,
        )
        .await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("{}{path}", self.address))
            .header("bezmen-version", env!("CARGO_PKG_VERSION"))
            .header("bezmen-clock-ms", self.clock.now_ms().to_string());
        if self.token.is_empty() {
            request
        } else {
            request.bearer_auth(&self.token)
        }
    }
}

async fn sent(request: RequestBuilder) -> Result<Response, Trouble> {
    request
        .send()
        .await
        .map_err(|error| unreachable_server(&error))
}

/// Sorts refusals. A refusal that is no `Failure` of ours comes from something else at this address.
async fn accepted(response: Response) -> Result<Response, Trouble> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let seconds = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok());
    let failure: Option<Failure> = whole(response)
        .await
        .ok()
        .and_then(|body| serde_json::from_slice(&body).ok());
    Err(match (status, failure) {
        (StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE, _) => {
            Trouble::Busy(seconds.map(Duration::from_secs))
        }
        (StatusCode::PAYLOAD_TOO_LARGE, _) => Trouble::TooLarge,
        (StatusCode::UNAUTHORIZED, Some(_)) => Trouble::Unknown,
        (StatusCode::FORBIDDEN, Some(failure)) if failure.code == "REVOKED" => Trouble::Revoked,
        (StatusCode::GONE, Some(failure)) if failure.code == "RESYNC" => Trouble::Gone,
        (status, Some(failure)) if status.is_server_error() => Trouble::Offline(failure.message),
        (_, Some(failure)) => Trouble::Refused(failure),
        (status, None) if status.is_server_error() => Trouble::Offline(format!("HTTP {status}")),
        (status, None) => Trouble::Rubbish(format!("HTTP {status}")),
    })
}

/// Reads an answer whole, unpacked.
async fn whole(mut response: Response) -> Result<Vec<u8>, Trouble> {
    let is_packed = response
        .headers()
        .get(CONTENT_ENCODING)
        .is_some_and(|encoding| encoding.as_bytes() == b"zstd");
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| unreachable_server(&error))?
    {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER_BYTES {
            return Err(Trouble::Rubbish("the answer does not end".to_owned()));
        }
    }
    if !is_packed {
        return Ok(body);
    }
    let mut unpacked = Vec::new();
    let reader =
        zstd::Decoder::new(&body[..]).map_err(|error| Trouble::Rubbish(error.to_string()))?;
    let limit = u64::try_from(MAX_ANSWER_BYTES).unwrap_or(u64::MAX);
    std::io::Read::read_to_end(&mut std::io::Read::take(reader, limit), &mut unpacked)
        .map_err(|error| Trouble::Rubbish(error.to_string()))?;
    Ok(unpacked)
}

fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body).map_err(|error| Trouble::Rubbish(error.to_string()))
}

/// The cause at the bottom says more than reqwest's own sentence.
pub(super) fn unreachable_server(error: &reqwest::Error) -> Trouble {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Trouble::Offline(cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::server_address;

    #[test]
    fn an_address_is_encrypted_unless_the_person_says_otherwise() {
        assert_eq!(
            server_address(" shop.example/ ").unwrap(),
            "https://shop.example"
        );
        assert_eq!(
            server_address("http://127.0.0.1:8080").unwrap(),
            "http://127.0.0.1:8080"
        );
        assert_eq!(
            server_address("localhost:8080").unwrap(),
            "https://localhost:8080"
        );
        assert_eq!(server_address("kassa:8080").unwrap(), "https://kassa:8080");
        assert_eq!(server_address("http://kassa").unwrap(), "http://kassa");
        for wrong in [
            "",
            "https://",
            "ftp://shop.example",
            "https://shop.example?x=1",
            "https://a@b.example",
            "две слова",
            "nonsense",
        ] {
            assert!(server_address(wrong).is_err(), "{wrong}");
        }
    }
}
