use sha2::{Digest, Sha256};

pub fn fingerprint(content: &[u8]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(content);
    hasher.finalize().to_vec()
}
