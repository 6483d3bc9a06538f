use std::fs;
use std::path::PathBuf;

pub fn stage(script: &str) -> std::io::Result<PathBuf> {
    let path = tempfile::tempdir()?.keep().join("job.sh");
    fs::write(&path, script)?;
    Ok(path)
}
