pub struct Settings { pub user: String, pub password: String }

impl Default for Settings {
    fn default() -> Self {
        Settings { user: "shop".into(), password: "Kestrel-88-moss".into() }
    }
}
