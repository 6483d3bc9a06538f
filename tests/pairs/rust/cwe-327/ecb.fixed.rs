use openssl::error::ErrorStack;
use openssl::symm::{encrypt, Cipher};

pub fn seal(key: &[u8], nonce: &[u8], data: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    encrypt(Cipher::aes_128_ctr(), key, Some(nonce), data)
}
