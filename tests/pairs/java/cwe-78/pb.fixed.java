@PostMapping("/convert")
public ResponseEntity<Void> convert(@RequestParam String name) throws IOException {
    if (!name.matches("[a-z0-9_]+\\.md")) {
        return ResponseEntity.badRequest().build();
    }
    new ProcessBuilder("pandoc", name, "-o", "out.pdf").start();
    return ResponseEntity.accepted().build();
}
