@GetMapping("/logs/{file}")
public ResponseEntity<Resource> log(@PathVariable String file) throws IOException {
    Path root = Paths.get("/var/log/app").toRealPath();
    Path path = root.resolve(file).normalize();
    if (!path.startsWith(root)) {
        return ResponseEntity.notFound().build();
    }
    return ResponseEntity.ok(new UrlResource(path.toUri()));
}
