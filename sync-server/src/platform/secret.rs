//! Passwords, PINs and tokens: how they are made, kept and compared.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::clock::random;
use super::db::hex;

/// Memory of one hash of a password: the first choice of OWASP's list for Argon2id, 46 MiB and one pass.
const PASSWORD_MEMORY_KIB: u32 = 46 * 1024;

/// Hashes that may run at once: each takes its memory, and a flood of sign-ins must not take all there is.
static HASHING: Semaphore = Semaphore::const_new(4);

/// A hash could not be made or read.
#[derive(Debug, thiserror::Error)]
#[error("a secret could not be hashed")]
pub struct SecretError;

/// Hashes a password or a PIN into an Argon2id string in PHC form, off the async threads.
pub async fn hash_secret(secret: String) -> Result<String, SecretError> {
    blocking(move || {
        let hash = argon2()?
            .hash_password(secret.as_bytes())
            .map_err(|_| SecretError)?;
        Ok(hash.to_string())
    })
    .await
}

/// Compares a secret with its hash, off the async threads. A hash that cannot be read fits nothing.
pub async fn secret_fits(secret: String, hash: String) -> Result<bool, SecretError> {
    blocking(move || {
        let argon2 = argon2()?;
        let Ok(hash) = PasswordHash::new(&hash) else {
            return Ok(false);
        };
        Ok(argon2.verify_password(secret.as_bytes(), &hash).is_ok())
    })
    .await
}

/// Takes as long as a comparison takes, so that an unknown e-mail cannot be told by the clock.
pub async fn pretend_to_compare(secret: String) -> Result<(), SecretError> {
    hash_secret(secret).await.map(drop)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SecretError> + Send + 'static,
) -> Result<T, SecretError> {
    let _permit = HASHING.acquire().await.map_err(|_| SecretError)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| SecretError)?
}

fn argon2() -> Result<Argon2<'static>, SecretError> {
    let params = Params::new(PASSWORD_MEMORY_KIB, 1, 1, None).map_err(|_| SecretError)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Makes an opaque token of 256 bits, in hexadecimal.
pub fn new_token() -> String {
    hex(&random::<32>())
}

/// What is kept of a token: its SHA-256. The token has 256 random bits, so a slow hash would add nothing.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::{hash_secret, new_token, secret_fits, token_hash};

    #[tokio::test]
    async fn a_secret_fits_its_own_hash_only() {
        let hash = hash_secret("4821".to_owned()).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"),
            "{hash}"
        );
        assert!(secret_fits("4821".to_owned(), hash.clone()).await.unwrap());
        assert!(!secret_fits("4822".to_owned(), hash).await.unwrap());
        assert!(
            !secret_fits("4821".to_owned(), "rubbish".to_owned())
                .await
                .unwrap()
        );
    }

    #[test]
    fn tokens_differ_and_their_hashes_too() {
        let (one, two) = (new_token(), new_token());
        assert_eq!(one.len(), 64);
        assert_ne!(one, two);
        assert_ne!(token_hash(&one), token_hash(&two));
    }
}
