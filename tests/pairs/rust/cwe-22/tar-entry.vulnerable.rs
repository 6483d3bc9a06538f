use std::path::Path;

pub fn unpack(data: &[u8], target: &Path) {
    let mut archive = tar::Archive::new(data);
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = target.join(entry.path().unwrap());
        let mut out = std::fs::File::create(path).unwrap();
        std::io::copy(&mut entry, &mut out).unwrap();
    }
}
