use md5::{Digest, Md5};

pub fn fingerprint(content: &[u8]) -> Vec<u8> {
    let mut hasher = Md5::new();
    hasher.update(content);
    hasher.finalize().to_vec()
}
