use rand::{rngs::SmallRng, Rng, SeedableRng};

pub fn session_token() -> String {
    let mut rng = SmallRng::seed_from_u64(now_millis());
    (0..32).map(|_| char::from(b'a' + rng.gen_range(0..26))).collect()
}
