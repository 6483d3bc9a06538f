use std::process::Command;

pub fn convert(input: &str, output: &str) {
    let line = format!("convert {} {}", input, output);
    Command::new("sh").args(["-c", line.as_str()]).status().unwrap();
}
