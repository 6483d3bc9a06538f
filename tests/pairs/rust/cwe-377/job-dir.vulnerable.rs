use std::fs;
use std::path::PathBuf;

pub fn stage(script: &str) -> std::io::Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("job-{}.sh", std::process::id()));
    fs::write(&path, script)?;
    Ok(path)
}
