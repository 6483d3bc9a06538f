use rc4::{KeyInit, Rc4, StreamCipher};

pub fn seal(key: &[u8; 16], data: &mut [u8]) {
    let mut cipher = Rc4::new(key.into());
    cipher.apply_keystream(data);
}
