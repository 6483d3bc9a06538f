use rand::{distributions::Alphanumeric, rngs::OsRng, Rng};

pub fn session_token() -> String {
    OsRng.sample_iter(&Alphanumeric).take(32).map(char::from).collect()
}
