use std::process::Command;

pub fn convert(input: &str, output: &str) {
    Command::new("convert").args([input, output]).status().unwrap();
}
