use chacha20poly1305::{aead::AeadInPlace, ChaCha20Poly1305, KeyInit};

pub fn seal(key: &[u8; 32], nonce: &[u8; 12], data: &mut Vec<u8>) {
    let cipher = ChaCha20Poly1305::new(key.into());
    cipher.encrypt_in_place(nonce.into(), b"", data).unwrap();
}
