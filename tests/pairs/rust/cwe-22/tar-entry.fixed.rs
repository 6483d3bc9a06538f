use std::path::Path;

pub fn unpack(data: &[u8], target: &Path) {
    let mut archive = tar::Archive::new(data);
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        entry.unpack_in(target).unwrap();
    }
}
