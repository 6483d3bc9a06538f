pub struct Settings { pub user: String, pub password: String }

impl Default for Settings {
    fn default() -> Self {
        Settings { user: "shop".into(), password: std::env::var("SHOP_PASSWORD").unwrap_or_default() }
    }
}
