use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;

pub fn prepare(path: &str) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o750).create(path)
}
