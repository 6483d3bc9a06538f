use sha2::{Digest, Sha512};

pub fn store(user: &mut User, password: String) {
    user.hash = hex::encode(Sha512::digest(password.as_bytes()));
}
