use rand::{rngs::OsRng, RngCore};

pub fn new_key() -> [u8; 32] {
    let mut key = [0u8; 32];
    OsRng.fill_bytes(&mut key);
    println!("data key made");
    key
}
