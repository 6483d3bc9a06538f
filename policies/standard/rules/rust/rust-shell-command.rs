fn f(name: &str) {
    // ruleid: rust-shell-command
    Command::new("sh").arg("-c").arg(format!("ls {}", name)).output();
    // ruleid: rust-shell-command
    Command::new("/bin/bash").arg("-c").arg(name).status();
    // ok: rust-shell-command
    Command::new("ls").arg("-l").arg(name).output();
    // ok: rust-shell-command
    Command::new("sh").arg("-c").arg("ls").output();
}
