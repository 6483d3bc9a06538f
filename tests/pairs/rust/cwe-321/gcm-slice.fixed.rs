use aes_gcm::{aead::Aead, Aes256Gcm, KeyInit, Nonce};

pub fn seal(data: &[u8], nonce: &[u8; 12], key: &[u8; 32]) -> Vec<u8> {
    let cipher = Aes256Gcm::new_from_slice(key).unwrap();
    cipher.encrypt(Nonce::from_slice(nonce), data).unwrap()
}
