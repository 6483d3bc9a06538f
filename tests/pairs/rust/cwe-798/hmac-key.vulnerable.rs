use hmac::{Hmac, Mac};
use sha2::Sha256;

pub fn sign(data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"moss-kestrel-88-river").unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}
