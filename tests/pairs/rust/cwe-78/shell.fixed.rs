use std::process::Command;

pub fn disk_usage(folder: &str) -> std::io::Result<Vec<u8>> {
    let output = Command::new("du").arg("-sh").arg("--").arg(folder).output()?;
    Ok(output.stdout)
}
