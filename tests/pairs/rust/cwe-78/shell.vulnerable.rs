use std::process::Command;

pub fn disk_usage(folder: &str) -> std::io::Result<Vec<u8>> {
    let output = Command::new("sh").arg("-c").arg(format!("du -sh {}", folder)).output()?;
    Ok(output.stdout)
}
