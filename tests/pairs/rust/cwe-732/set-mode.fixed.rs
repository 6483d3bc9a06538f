use std::fs;
use std::os::unix::fs::PermissionsExt;

pub fn open_up(path: &str) -> std::io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_mode(0o640);
    fs::set_permissions(path, permissions)
}
