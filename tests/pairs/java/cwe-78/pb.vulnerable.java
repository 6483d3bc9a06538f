@PostMapping("/convert")
public ResponseEntity<Void> convert(@RequestParam String name) throws IOException {
    new ProcessBuilder("/bin/sh", "-c", "pandoc " + name + " -o out.pdf").start();
    return ResponseEntity.accepted().build();
}
