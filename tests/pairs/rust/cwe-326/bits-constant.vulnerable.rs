use rsa::RsaPrivateKey;

const BITS: usize = 768;

pub fn key(rng: &mut rand::rngs::OsRng) -> RsaPrivateKey {
    RsaPrivateKey::new(rng, BITS).unwrap()
}
