use hmac::{Hmac, Mac};
use sha2::Sha256;

pub fn accept(body: &[u8], signature: &[u8], key: &[u8]) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(body);
    mac.verify_slice(signature).is_ok()
}
