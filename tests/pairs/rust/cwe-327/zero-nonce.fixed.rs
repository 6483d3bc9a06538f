use chacha20poly1305::{aead::{Aead, AeadCore, OsRng}, ChaCha20Poly1305};

pub fn seal(cipher: &ChaCha20Poly1305, data: &[u8]) -> Vec<u8> {
    let nonce = ChaCha20Poly1305::generate_nonce(&mut OsRng);
    cipher.encrypt(&nonce, data).unwrap()
}
